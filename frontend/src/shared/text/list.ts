import { texts } from "../texts";

/** "Ada", "Ada and Bo", "Ada, Bo and Cleo". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return texts.list.and(words.slice(0, -1).join(", "), words.at(-1) ?? "");
}
