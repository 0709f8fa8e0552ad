import type { WorklistUnit } from "../api";

export type UnitFilter = "all" | "unfinished" | "flagged" | "deferred";

export const UNIT_FILTERS: readonly UnitFilter[] = ["all", "unfinished", "flagged", "deferred"];

/** The units of a filter, and always the current one. */
export function shownUnits(
  units: readonly WorklistUnit[],
  filter: UnitFilter,
  current: number,
): WorklistUnit[] {
  const matches: Record<UnitFilter, (unit: WorklistUnit) => boolean> = {
    all: () => true,
    unfinished: ({ submitted }) => !submitted,
    flagged: ({ flagged }) => flagged,
    deferred: ({ deferred }) => deferred,
  };
  return units.filter((unit) => unit.number === current || matches[filter](unit));
}

/** At most `size` rows around the current one, and how many are before and after them. */
export function windowed<Row>(rows: readonly Row[], current: number, size: number) {
  const start = Math.max(0, Math.min(current - Math.floor(size / 2), rows.length - size));
  const end = Math.min(rows.length, start + size);
  return { rows: rows.slice(start, end), before: start, after: rows.length - end };
}

/** The first unfinished unit after the current one, else from the start, else a deferred one. */
export function nextUnfinished(units: readonly WorklistUnit[], current: number): WorklistUnit | undefined {
  const index = units.findIndex(({ number }) => number === current);
  const unfinished = (unit: WorklistUnit) => !unit.submitted && unit.number !== current;
  const notDeferred = (unit: WorklistUnit) => unfinished(unit) && !unit.deferred;
  return units.slice(index + 1).find(notDeferred) ?? units.find(notDeferred) ?? units.find(unfinished);
}
