/** The findings of an inspection in the text of a project. */
import type { Schemas } from "../../api/client";
import type { Code } from "../../api/studies";
import { CodePoints, type Span } from "../text/offsets";

/** A finding without what the rules make of it. */
export type UnitEvidence = Schemas["UnitEvidence"];

/** A stretch of the text that shows findings on one activity. */
export interface Passage extends Span {
  activity: string;
  /** The file, the line and the tools, or else the beginning of the words. */
  label: string;
}

const MAX_WORDS = 60; // characters

/** The passages of a text, in its order. Findings that the same words show are one passage. */
export function passagesOf(evidence: readonly UnitEvidence[], text: string): Passage[] {
  const places = new Map<string, UnitEvidence[]>();
  for (const row of evidence) {
    if (row.start === null || row.end === null || row.end <= row.start) continue;
    const key = `${row.activity} ${row.start}`;
    places.set(key, [...(places.get(key) ?? []), row]);
  }
  if (places.size === 0) return [];
  const points = new CodePoints(text);
  return [...places.values()]
    .flatMap((rows) => {
      const [first] = rows;
      if (!first) return [];
      const { activity, start, end } = first;
      return [{ activity, start, end, label: labelOf(rows) || beginning(points.slice({ start, end })) }];
    })
    .sort((a, b) => a.start - b.start);
}

function labelOf(rows: readonly UnitEvidence[]): string {
  const { path, line } = rows[0] ?? { path: null, line: null };
  const tools = [...new Set(rows.map(({ tool }) => tool).filter(Boolean))].sort();
  if (!path) return "";
  return [line === null ? path : `${path}:${line}`, ...tools].join(", ");
}

function beginning(words: string): string {
  const letters = Array.from(words.replace(/\s+/g, " ").trim());
  return letters.length > MAX_WORDS ? `${letters.slice(0, MAX_WORDS - 1).join("")}…` : letters.join("");
}

/** The passages on the activity that the code stands for. */
export const passagesOn = (
  passages: readonly Passage[],
  code: Pick<Code, "activity"> | undefined,
): Passage[] => (code?.activity ? passages.filter(({ activity }) => activity === code.activity) : []);

/** The passage after the one that is shown, from the first again after the last; null if there is none. */
export function nextPassage(passages: readonly Passage[], shown: Passage | null): Passage | null {
  const index = passages.findIndex(({ start }) => start === shown?.start);
  return passages[(index + 1) % passages.length] ?? null;
}
