import { describe, expect, it } from "vitest";
import type { QueueUnit } from "../api";
import { nextUnfinished, shownUnits, windowed } from "./worklist";

const unit = (number: number, more: Partial<QueueUnit> = {}): QueueUnit => ({
  number,
  title: `Unit ${number}`,
  state: "untouched",
  done: false,
  flagged: false,
  later: false,
  ...more,
});
const UNITS = [unit(4), unit(2, { done: true, flagged: true }), unit(3, { later: true }), unit(1)];
const numbers = (units: QueueUnit[]) => units.map(({ number }) => number);

describe("shownUnits", () => {
  it("keeps the unit at hand whatever the filter", () => {
    expect(numbers(shownUnits(UNITS, "flagged", 1))).toEqual([2, 1]);
    expect(numbers(shownUnits(UNITS, "unfinished", 4))).toEqual([4, 3, 1]);
    expect(numbers(shownUnits(UNITS, "later", 3))).toEqual([3]);
  });
});

describe("nextUnfinished", () => {
  it("goes on in the rater's own order and leaves what was put off to the end", () => {
    expect(nextUnfinished(UNITS, 4)?.number).toBe(1);
    expect(nextUnfinished(UNITS, 1)?.number).toBe(4);
    expect(nextUnfinished([unit(3, { later: true }), unit(1)], 1)?.number).toBe(3);
    expect(nextUnfinished([unit(1)], 1)).toBeUndefined();
  });
});

describe("windowed", () => {
  it("holds a part around the place and says what it leaves out", () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => index);
    expect(windowed(rows, 500, 200)).toMatchObject({ before: 400, after: 400 });
    expect(windowed(rows, 0, 200)).toMatchObject({ before: 0, after: 800 });
    expect(windowed(rows.slice(0, 9), 4, 200)).toMatchObject({ before: 0, after: 0 });
  });
});
