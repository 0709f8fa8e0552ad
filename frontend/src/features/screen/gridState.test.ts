import { describe, expect, it } from "vitest";
import type { Candidate } from "./api";
import { inverse, judged, reasonsOf, shownOf } from "./gridState";

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

const all = [
  candidate("lamp", "excluded", [decision(1, "not_met", "A lamp.")]),
  candidate("wick", "excluded", [decision(1, "not_met", "A lamp."), decision(2, "not_met", "Closed.")]),
  candidate("server", "undecided", [decision(1, "not_met", "Other.")]),
];

describe("shownOf", () => {
  it("filters by state and by all words of the name", () => {
    expect(shownOf(all, "", "").length).toBe(3);
    expect(shownOf(all, "excluded", "am p").map(({ project }) => project)).toEqual(["lamp"]);
  });
});

describe("inverse", () => {
  it("brings back what stood before", () => {
    expect(inverse([judged("lamp", 1, "met"), judged("lamp", 2, "met")], all)).toEqual([
      { project: "lamp", criterion: 1, verdict: "not_met", reason: "A lamp." },
      { project: "lamp", criterion: 2, verdict: null, reason: "" },
    ]);
  });
});

describe("reasonsOf", () => {
  it("offers the most frequent first", () => {
    expect(reasonsOf(all, 1)).toEqual(["A lamp.", "Other."]);
  });
});
