import { describe, expect, it } from "vitest";
import type { Candidate } from "./api";
import { inverse, matchingCandidates, reasonsOf, verdictInput } from "./gridState";

const verdict = (criterion: number, value: "met" | "not_met", reason = "", id = criterion * 10) => ({
  id,
  criterion,
  verdict: value,
  reason,
  by: "lea",
  at: "2031-01-01T00:00:00Z",
});

const candidate = (
  project: string,
  state: Candidate["state"],
  decisions: Candidate["decisions"] = [],
): Candidate => ({ project, name: project.toUpperCase(), advisories: 1, state, decisions });

const candidates = [
  candidate("lamp", "excluded", [verdict(1, "not_met", "A lamp.")]),
  candidate("wick", "excluded", [verdict(1, "not_met", "A lamp."), verdict(2, "not_met", "Closed.")]),
  candidate("server", "undecided", [verdict(1, "not_met", "Other.")]),
];

describe("matchingCandidates", () => {
  it("filters by state and by all words of the name", () => {
    expect(matchingCandidates(candidates, "", "").length).toBe(3);
    expect(matchingCandidates(candidates, "excluded", "am p").map(({ project }) => project)).toEqual([
      "lamp",
    ]);
  });
});

describe("inverse", () => {
  it("restores the previous verdicts", () => {
    expect(inverse([verdictInput("lamp", 1, "met"), verdictInput("lamp", 2, "met")], candidates)).toEqual([
      { project: "lamp", criterion: 1, verdict: "not_met", reason: "A lamp." },
      { project: "lamp", criterion: 2, verdict: null, reason: "" },
    ]);
  });
});

describe("reasonsOf", () => {
  it("lists the most frequent reason first", () => {
    expect(reasonsOf(candidates, 1)).toEqual(["A lamp.", "Other."]);
  });
});
