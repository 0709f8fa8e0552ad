/** The projects that an inspection will read, as the user enters them. */

export interface InspectionItem {
  id: number;
  name: string;
  address: string;
  commit: string;
  file: File | null;
}

const COMMIT = /^[0-9a-f]{7,64}$/i;
/** Results of OpenSSF Scorecard name their projects themselves. */
const RESULTS = /\.(json|jsonl|ndjson)$/i;
const ENDINGS = /(\.git|\.zip|\.tar(\.\w+)?|\.tgz|\.txz|\.tbz2|\.ndjson|\.jsonl|\.json|\.bundle)$/i;

let lastId = 0;

/** The name of a project, from the last part of an address or from a file name. */
export function nameOf(address: string): string {
  const last =
    address
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split(/[/:]/)
      .at(-1) ?? "";
  return last.replace(ENDINGS, "") || address;
}

/** One item per line: an address, and optionally the commit after a blank. Empty lines are skipped. */
export function readAddresses(pasted: string): InspectionItem[] {
  return pasted.split(/\r?\n/).flatMap((line) => {
    const words = line
      .trim()
      .split(/[\s,;]+/)
      .filter(Boolean);
    const [address] = words;
    if (!address) return [];
    const commit = words.find((word) => COMMIT.test(word)) ?? "";
    return [{ id: ++lastId, name: nameOf(address), address, commit: commit.toLowerCase(), file: null }];
  });
}

export const fileItems = (files: readonly File[]): InspectionItem[] =>
  files.map((file) => ({
    id: ++lastId,
    name: RESULTS.test(file.name) ? "" : nameOf(file.name),
    address: "",
    commit: "",
    file,
  }));

/** The items with further ones, without those that name the same address and commit again. */
export function withItems(items: InspectionItem[], further: readonly InspectionItem[]): InspectionItem[] {
  const known = new Set(items.filter(({ file }) => !file).map(keyOf));
  const added = further.filter((item) => {
    if (item.file) return true;
    if (known.has(keyOf(item))) return false;
    known.add(keyOf(item));
    return true;
  });
  return [...items, ...added];
}

const keyOf = ({ address, commit }: InspectionItem) =>
  `${address
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/(\.git)?\/*$/, "")} ${commit}`;

export type ItemProblem = "name" | "commit";

/** What must be corrected before the item can be sent; null if nothing. */
export function problemOf({ name, commit, file }: InspectionItem): ItemProblem | null {
  if (!name.trim() && !RESULTS.test(file?.name ?? "")) return "name";
  return commit && !COMMIT.test(commit) ? "commit" : null;
}
