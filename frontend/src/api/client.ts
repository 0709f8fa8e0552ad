/** The API client: typed by the OpenAPI schema, with CSRF, and with every refusal thrown as an `ApiError`. */

import createClient, { createFinalURL, defaultPathSerializer, type MaybeOptionalInit } from "openapi-fetch";
import { changesPerson, noteSession, OTHER_PERSON, PAGE_USER, pagePerson, reportOtherPerson } from "./person";
import type { components, paths } from "./schema";
import { texts } from "./texts";

const BASE = "/api/v1";
/** The code of a refusal with status 503 while the database is busy. */
const BUSY = "busy";
const BUSY_RETRIES = 2;
const BUSY_PAUSE = 1_000; // ms before the first further attempt

/** The shapes of API data, as the server's serializers declare them. */
export type Schemas = components["schemas"];
/** Paths below /api/v1. */
type Paths = {
  [Path in keyof paths as Path extends `${typeof BASE}${infer Rest}` ? Rest : never]: paths[Path];
};
type Method = "get" | "post" | "put" | "patch" | "delete";
type PathWith<M extends Method, All = Paths> = {
  [Path in keyof All]: All[Path] extends { [Name in M]: unknown } ? Path : never;
}[keyof All];
type Init<Options> = undefined extends Options
  ? [options?: Options]
  : object extends Options
    ? [options?: Options]
    : [options: Options];
type Success<Responses> = Responses extends
  | { 200: infer Response }
  | { 201: infer Response }
  | { 202: infer Response }
  ? Response
  : never;
/** The data of a response; undefined if it has no body. */
type Data<M extends Method, Path extends keyof All, All = Paths> = All[Path] extends {
  [Name in M]: { responses: infer Responses };
}
  ? Success<Responses> extends { content: infer Content }
    ? Content[keyof Content]
    : undefined
  : never;

export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    /** Stable name of the error in the API. */
    readonly code: string,
    /** One sentence for the reader. */
    readonly detail: string,
    readonly fields: Record<string, string[]> = {},
    /** The whole response body: a stale write carries the current state. */
    readonly body: unknown = null,
  ) {
    super(detail);
  }
}

/** The messages about each field that a refused request names; empty for other errors. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    Object.entries(error.fields).map(([name, messages]) => [name, messages.join(" ")]),
  );
}

// Empty parameters are not sent.
function querySerializer(query: Record<string, unknown>): string {
  const parameters = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return new URLSearchParams(parameters.map(([name, value]) => [name, String(value)])).toString();
}

/** Files are sent as a form, everything else as JSON. */
function bodySerializer(body: unknown): FormData | string {
  const entries = Object.entries(body as object);
  if (!entries.some(([, value]) => [value].flat()[0] instanceof Blob)) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of entries)
    for (const part of [value].flat()) if (part !== undefined) form.append(name, part);
  return form;
}

const client = createClient<Paths, `${string}/${string}`>({
  baseUrl: window.location.origin + BASE,
  credentials: "same-origin",
  headers: { Accept: "application/json" },
  // Read at each call, because tests replace it.
  fetch: (request) => fetch(request),
  querySerializer,
  bodySerializer,
});

client.use({
  onRequest({ request, schemaPath }) {
    if (request.method !== "GET") request.headers.set("X-CSRFToken", cookie("csrftoken"));
    const user = pagePerson();
    if (user && !changesPerson(request.method, schemaPath)) {
      request.headers.set(PAGE_USER, encodeURIComponent(user));
    }
  },
  async onResponse({ request, response, schemaPath }) {
    if (response.ok) return noteSession(request.method, schemaPath, response);
    const error = refusal(response.status, await response.json().catch(() => null));
    if (error.code === OTHER_PERSON) reportOtherPerson(error.detail);
    throw error;
  },
  onError({ request }) {
    if (request.signal.aborted) return;
    return new ApiError(0, "unreachable", texts.unreachable);
  },
});

type Call<M extends Method, All = Paths> = <Path extends PathWith<M, All>>(
  path: Path,
  ...init: Init<MaybeOptionalInit<All[Path] extends Record<M, unknown> ? All[Path] : never, M>>
) => Promise<Data<M, Path, All>>;

function call<M extends Method>(method: M): Call<M> {
  const send = client.request as (...request: unknown[]) => Promise<{ data?: unknown }>;
  return async (path, ...[options]) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { data } = await send(method, path, options);
        return data as Data<M, typeof path>;
      } catch (error) {
        // A busy database has stored nothing, so the same request can be sent again.
        if (!(error instanceof ApiError) || error.code !== BUSY || attempt > BUSY_RETRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE * attempt));
      }
    }
  };
}

/** The address of a corpus, below /api/v1 and in the page: of a study's own, or of a shared one. */
export type Corpus = `/studies/${string}/corpus` | `/corpora/${string}`;
type WithoutCorpus<Operation> = Operation extends { parameters: { path: infer Names } }
  ? Omit<Operation, "parameters"> & {
      parameters: Omit<Operation["parameters"], "path"> &
        (Exclude<keyof Names, "corpus"> extends never ? { path?: never } : { path: Omit<Names, "corpus"> });
    }
  : Operation;
/** Paths below the address of a corpus. */
type CorpusPaths = {
  [Path in keyof Paths as Path extends `/corpora/{corpus}${infer Rest}`
    ? Rest extends "/"
      ? never
      : Rest
    : never]: { [Name in keyof Paths[Path] & Method]: WithoutCorpus<Paths[Path][Name]> };
};

/** Requests of one corpus. */
export function inCorpus(corpus: Corpus) {
  const below = <M extends Method>(send: Call<M>) =>
    ((path: string, ...init: unknown[]) =>
      (send as (...request: unknown[]) => unknown)(corpus + path, ...init)) as Call<M, CorpusPaths>;
  return { get: below(get), post: below(post), patch: below(patch), remove: below(remove) };
}

export const get = call("get");
export const post = call("post");
export const put = call("put");
export const patch = call("patch");
export const remove = call("delete");

/** The address of a path below a corpus, for links and downloads. */
export function corpusAddress<Path extends PathWith<"get", CorpusPaths>>(
  corpus: Corpus,
  path: Path,
  params: { path: Record<string, string | number> },
): string {
  return createFinalURL(corpus + path, {
    baseUrl: BASE,
    params,
    querySerializer,
    pathSerializer: defaultPathSerializer,
  });
}

/** The address of a path, for links and downloads. */
export function address<Path extends PathWith<"get">>(
  path: Path,
  params: Pick<NonNullable<Paths[Path]["get"]["parameters"]>, "path" | "query">,
): string {
  return createFinalURL(path, {
    baseUrl: BASE,
    params: params as { path?: Record<string, unknown>; query?: Record<string, unknown> },
    querySerializer,
    pathSerializer: defaultPathSerializer,
  });
}

function cookie(name: string): string {
  const pair = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return decodeURIComponent(pair?.slice(name.length + 1) ?? "");
}

function refusal(status: number, body: unknown): ApiError {
  const known = (typeof body === "object" && body) || {};
  const { code, detail, fields } = known as Partial<Schemas["Refusal"]>;
  const fallback = status >= 500 ? texts.serverError : texts.refused(status);
  return new ApiError(status, code ?? "unknown", detail ?? fallback, fields ?? {}, body);
}
