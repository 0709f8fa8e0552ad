import type { Schemas } from "../../api/client";
import { CODE_TEXTS } from "../../shared/codes/codeTexts";
import { texts as sharedTexts } from "../../shared/texts";
import { texts } from "./texts";

export type VersionCode = Schemas["DefinedCode"];
export type Version = Schemas["Version"];

/** Differences between two frozen versions, a sentence per added, removed or changed code. */
export function differences(before: VersionCode[], after: VersionCode[]): string[] {
  const previous = new Map(before.map((code) => [code.label, code]));
  const current = new Set(after.map((code) => code.label));
  return [
    ...after.filter(({ label }) => !previous.has(label)).map(({ label }) => texts.versions.added(label)),
    ...before.filter(({ label }) => !current.has(label)).map(({ label }) => texts.versions.removed(label)),
    ...after.flatMap((code) => {
      const fields = changed(previous.get(code.label), code);
      return fields.length ? [texts.versions.changed(code.label, fields)] : [];
    }),
  ];
}

function changed(before: VersionCode | undefined, after: VersionCode): string[] {
  if (!before) return [];
  return ([...CODE_TEXTS, "colour", "parent"] as const)
    .filter((field) => (before[field] ?? "") !== (after[field] ?? ""))
    .map((field) => sharedTexts.codeFields[field]);
}
