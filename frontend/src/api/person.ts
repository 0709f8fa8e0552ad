/** The person whom this page was loaded for. Another one may sign in in another window of the same browser. */
import type { Schemas } from "./client";

/** The header with the user name of that person, and the code of the refusal if another one is signed in. */
export const PAGE_USER = "Intercoder-User";
export const OTHER_PERSON = "other_person";

let person = "";
let refusal = "";
const listeners = new Set<() => void>();

/** The user name; empty before the session is known. */
export const pagePerson = (): string => person;

/** The sentence of the server that another person is signed in now; empty if not. */
export const otherPerson = (): string => refusal;

export function subscribeToPerson(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reportOtherPerson(sentence: string): void {
  refusal = sentence;
  for (const listener of listeners) listener();
}

/** Whether a request signs somebody in: it may change the person of the page. */
export function changesPerson(method: string, path: string): boolean {
  return method === "POST" && (path === "/session/" || path === "/join/{secret}/");
}

/** Read the person from a response about the session, and leave other responses unread. */
export async function noteSession(method: string, path: string, response: Response): Promise<undefined> {
  if (method === "DELETE" || !(path === "/session/" || changesPerson(method, path))) return;
  const session = (await response.clone().json()) as Partial<Schemas["Session"]>;
  // An accepted invitation signs a new user in, whom the next session names.
  person = session.user?.username ?? (changesPerson(method, path) ? "" : person);
  reportOtherPerson("");
}
