import { describe, expect, it } from "vitest";
import type { WorklistUnit } from "../api";
import { nextUnfinished, shownUnits, windowed } from "./worklist";

const unit = (number: number, more: Partial<WorklistUnit> = {}): WorklistUnit => ({
  number,
  title: `Unit ${number}`,
  state: "not_started",
  submitted: false,
  flagged: false,
  deferred: false,
  ...more,
});
const UNITS = [unit(4), unit(2, { submitted: true, flagged: true }), unit(3, { deferred: true }), unit(1)];
const numbers = (units: WorklistUnit[]) => units.map(({ number }) => number);

describe("shownUnits", () => {
  it("always shows the current unit", () => {
    expect(numbers(shownUnits(UNITS, "flagged", 1))).toEqual([2, 1]);
    expect(numbers(shownUnits(UNITS, "unfinished", 4))).toEqual([4, 3, 1]);
    expect(numbers(shownUnits(UNITS, "deferred", 3))).toEqual([3]);
  });
});

describe("nextUnfinished", () => {
  it("follows the order of the work list, deferred units last", () => {
    expect(nextUnfinished(UNITS, 4)?.number).toBe(1);
    expect(nextUnfinished(UNITS, 1)?.number).toBe(4);
    expect(nextUnfinished([unit(3, { deferred: true }), unit(1)], 1)?.number).toBe(3);
    expect(nextUnfinished([unit(1)], 1)).toBeUndefined();
  });
});

describe("windowed", () => {
  it("returns the rows around the current one and the number of others", () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => index);
    expect(windowed(rows, 500, 200)).toMatchObject({ before: 400, after: 400 });
    expect(windowed(rows, 0, 200)).toMatchObject({ before: 0, after: 800 });
    expect(windowed(rows.slice(0, 9), 4, 200)).toMatchObject({ before: 0, after: 0 });
  });
});
