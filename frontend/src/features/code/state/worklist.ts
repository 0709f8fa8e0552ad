import type { QueueUnit } from "../api";

export type Show = "all" | "unfinished" | "flagged" | "later";

export const SHOWS: [Show, string][] = [
  ["all", "All units"],
  ["unfinished", "Unfinished"],
  ["flagged", "To discuss"],
  ["later", "Left for later"],
];

/** The units of a filter, and always the one at hand. */
export function shownUnits(units: readonly QueueUnit[], show: Show, current: number): QueueUnit[] {
  const wanted: Record<Show, (unit: QueueUnit) => boolean> = {
    all: () => true,
    unfinished: ({ done }) => !done,
    flagged: ({ flagged }) => flagged,
    later: ({ later }) => later,
  };
  return units.filter((unit) => unit.number === current || wanted[show](unit));
}

/** As many units around the one at hand as a list can hold without slowing down, and how many are left out. */
export function windowed<Row>(rows: readonly Row[], at: number, size: number) {
  const start = Math.max(0, Math.min(at - Math.floor(size / 2), rows.length - size));
  const end = Math.min(rows.length, start + size);
  return { rows: rows.slice(start, end), before: start, after: rows.length - end };
}

/** The unit to take next: the first unfinished one after this place, else from the start, else one left for later. */
export function nextUnfinished(units: readonly QueueUnit[], current: number): QueueUnit | undefined {
  const index = units.findIndex(({ number }) => number === current);
  const left = (unit: QueueUnit) => !unit.done && unit.number !== current;
  const soon = (unit: QueueUnit) => left(unit) && !unit.later;
  return units.slice(index + 1).find(soon) ?? units.find(soon) ?? units.find(left);
}
