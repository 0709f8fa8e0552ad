import type { Schemas } from "../../api/client";

export type VersionCode = Schemas["DefinedCode"];
export type Version = Schemas["VersionShape"];

const WORDS: Record<Exclude<keyof VersionCode, "label">, string> = {
  definition: "definition",
  when_to_use: "when to use",
  when_not_to_use: "when not to use",
  examples: "examples",
  near_misses: "near misses",
  colour: "colour",
  parent: "place in the tree",
};

/** What changed from one frozen version to the next, in words. */
export function differences(before: VersionCode[], after: VersionCode[]): string[] {
  const old = new Map(before.map((code) => [code.label, code]));
  const kept = new Set(after.map((code) => code.label));
  return [
    ...after.filter(({ label }) => !old.has(label)).map(({ label }) => `“${label}” was added.`),
    ...before.filter(({ label }) => !kept.has(label)).map(({ label }) => `“${label}” was taken out.`),
    ...after.flatMap((code) => {
      const fields = changed(old.get(code.label), code);
      return fields.length ? [`“${code.label}”: ${fields.join(", ")} changed.`] : [];
    }),
  ];
}

function changed(before: VersionCode | undefined, after: VersionCode): string[] {
  if (!before) return [];
  return (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((field) => (before[field] ?? "") !== (after[field] ?? ""))
    .map((field) => WORDS[field]);
}
