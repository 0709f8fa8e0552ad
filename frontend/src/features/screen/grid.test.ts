import { describe, expect, it } from "vitest";
import type { Candidate } from "./api";
import { inverse, judged, reasonsOf, shownOf } from "./grid";

const decision = (criterion: number, verdict: "met" | "not_met", reason = "", id = criterion * 10) => ({
  id,
  criterion,
  verdict,
  reason,
  by: "lea",
  at: "2031-01-01T00:00:00Z",
});

const candidate = (
  project: string,
  state: Candidate["state"],
  decisions: Candidate["decisions"] = [],
): Candidate => ({ project, name: project.toUpperCase(), advisories: 1, state, decisions });

const lamp = candidate("lamp", "excluded", [decision(1, "not_met", "A lamp.")]);
const all = [
  lamp,
  candidate("wick", "excluded", [decision(1, "not_met", "A lamp."), decision(2, "not_met", "Closed.")]),
  candidate("server", "undecided", [decision(1, "not_met", "Other.")]),
];

describe("shownOf", () => {
  it("filters by state and by all words of the name", () => {
    expect(shownOf(all, "", "").length).toBe(3);
    expect(shownOf(all, "excluded", "am p").map(({ project }) => project)).toEqual(["lamp"]);
  });
});

describe("judged", () => {
  it("is based on the decision that was seen", () => {
    expect(judged(lamp, 1, "met").based_on).toBe(10);
    expect(judged(lamp, 2, "met").based_on).toBeNull();
  });
});

describe("inverse", () => {
  it("brings back what stood before, on what stands now", () => {
    const now = [candidate("lamp", "included", [decision(1, "met", "", 77), decision(2, "met", "", 78)])];
    const done = [judged(lamp, 1, "met"), judged(lamp, 2, "met")];
    expect(inverse(done, all, now)).toEqual([
      { project: "lamp", criterion: 1, verdict: "not_met", reason: "A lamp.", based_on: 77 },
      { project: "lamp", criterion: 2, verdict: null, reason: "", based_on: 78 },
    ]);
  });
});

describe("reasonsOf", () => {
  it("offers the most frequent first", () => {
    expect(reasonsOf(all, 1)).toEqual(["A lamp.", "Other."]);
  });
});
