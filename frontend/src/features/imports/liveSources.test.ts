import { describe, expect, it } from "vitest";
import { daysOf } from "./liveSources";

describe("daysOf", () => {
  it.each([
    ["2024-01-01", "2024-12-31", "2024-01-01..2024-12-31"],
    ["2024-01-01", "", ">=2024-01-01"],
    ["", "2024-12-31", "<=2024-12-31"],
    ["", "", ""],
  ])("writes %s to %s as %s", (from, to, written) => {
    expect(daysOf({ from, to })).toBe(written);
  });
});
