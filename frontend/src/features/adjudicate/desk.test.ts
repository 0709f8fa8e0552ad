import { describe, expect, it } from "vitest";
import type { DisagreementBrief } from "../../api/disagreements";
import type { Round } from "../../api/types";
import {
  both,
  codesGiven,
  EVERYTHING,
  filtered,
  forMe,
  isComplete,
  nextOpen,
  ofPair,
  pairs,
  reasonFor,
  rightToDecide,
} from "./desk";

const code = (label: string) => ({ id: label.length, label, colour: "#777777" });
const row = (
  unit: number,
  ada: string,
  bo: string,
  decided = false,
  waits_for: string[] = [],
): DisagreementBrief => ({
  waits_for,
  unit,
  identifier: "",
  title: "",
  kind: "different",
  answers: [
    { rater: "ada", codes: [code(ada)], certainty: "certain" },
    { rater: "bo", codes: bo ? [code(bo)] : [], certainty: unit === 4 ? "unsure" : "" },
  ],
  decision: decided
    ? {
        codes: [code(ada)],
        how: "discussion",
        by: "cleo",
        reason: `as in ${unit}`,
        decided_at: `2026-01-0${unit}`,
      }
    : null,
});
const round = (more: Partial<Round>) =>
  ({ state: "closed", settling: "final_rater", final_rater: "cleo", ...more }) as Round;

describe("rightToDecide", () => {
  it("gives the final rater the final word, and the discussion where the plan has one", () => {
    expect(rightToDecide(round({}), "cleo", ["adjudicator"]).hows).toEqual(["final_rater"]);
    const discussed = round({ settling: "discussion_then_final_rater" });
    expect(rightToDecide(discussed, "cleo", ["adjudicator"]).hows).toEqual(["final_rater", "discussion"]);
    expect(rightToDecide(discussed, "lea", ["lead"]).hows).toEqual(["discussion"]);
  });

  it("lets the final rater wait for those who have to speak, and nobody else", () => {
    const discussed = round({ settling: "discussion_then_final_rater" });
    expect(rightToDecide(discussed, "cleo", ["adjudicator"], ["ada", "bo"])).toEqual({
      hows: [],
      why: "Still being discussed: waits for ada and bo.",
    });
    expect(rightToDecide(discussed, "lea", ["lead"], ["bo"]).hows).toEqual(["discussion"]);
  });

  it("says who decides to those who do not", () => {
    expect(rightToDecide(round({}), "lea", ["lead"])).toEqual({
      hows: [],
      why: "Only the final rater decides: cleo.",
    });
    expect(rightToDecide(round({ settling: "discussion" }), "vic", ["viewer"]).why).toContain(
      "Only the lead",
    );
    expect(rightToDecide(round({ state: "settled" }), "cleo", ["adjudicator"]).why).toContain("settled");
  });
});

describe("like disagreements", () => {
  const rows = [row(1, "access", "injection"), row(4, "access", ""), row(9, "access", "injection", true)];

  it("are counted and found by what the raters said", () => {
    expect(pairs(rows)).toEqual([
      { pair: "access ↔ injection", count: 2, open: 1 },
      { pair: "access ↔ no code", count: 1, open: 1 },
    ]);
    expect(ofPair(rows, "access ↔ no code").map(({ unit }) => unit)).toEqual([4]);
    expect(ofPair(rows, null)).toHaveLength(3);
  });

  it("are filtered by code and certainty as well", () => {
    const units = (filter: object) => filtered(rows, { ...EVERYTHING, ...filter }).map(({ unit }) => unit);
    expect(units({})).toEqual([1, 4, 9]);
    expect(units({ code: "injection" })).toEqual([1, 9]);
    expect(units({ certainty: "unsure" })).toEqual([4]);
    expect(units({ code: "injection", certainty: "unsure" })).toEqual([]);
    expect(codesGiven(rows)).toEqual(["access", "injection"]);
  });

  it("can be narrowed to those that can be decided, and each begins where it is their turn", () => {
    const some = [
      row(1, "access", "leak", false, ["bo"]),
      row(2, "access", "leak"),
      row(3, "access", "leak"),
    ];
    const units = (found: readonly DisagreementBrief[]) => found.map(({ unit }) => unit);
    expect(units(filtered(some, { ...EVERYTHING, discussed: "over" }))).toEqual([2, 3]);
    expect(units(forMe(some, { final_rater: "cleo" }, "cleo"))).toEqual([2, 3]);
    expect(units(forMe(some, { final_rater: "cleo" }, "bo"))).toEqual([1]);
    expect(units(forMe(some, { final_rater: "cleo" }, "ada"))).toEqual([1, 2, 3]);
  });

  it("are asked the reason for once, as long as they are decided the same way", () => {
    const decided = [row(8, "access", "injection", true), ...rows];
    const [access, injection] = [code("access").id, code("injection").id];
    expect(reasonFor(decided, "access ↔ injection", [access])).toBe("as in 9");
    expect(reasonFor(decided, "access ↔ injection", [injection])).toBe("");
    expect(reasonFor(decided, "access ↔ no code", [access])).toBe("");
    expect(reasonFor(decided, "access ↔ injection", null)).toBe("");
    const [agreed] = decided;
    if (agreed?.decision) agreed.decision.by = null; // nobody's words: all raters hold the same
    expect(reasonFor(decided.slice(0, 1), "access ↔ injection", [access])).toBe("");
  });

  it("lead from one open unit to the next and round again", () => {
    expect([nextOpen(rows, null), nextOpen(rows, 1), nextOpen(rows, 4)]).toEqual([1, 4, 1]);
    expect(nextOpen([row(1, "a", "b")], 1)).toBeNull();
  });
});

describe("isComplete", () => {
  it("takes no code for a decision only when it was chosen and several are allowed", () => {
    expect([
      isComplete(null, true),
      isComplete([], true),
      isComplete([], false),
      isComplete([1], false),
    ]).toEqual([false, true, false, true]);
  });
});

describe("both", () => {
  it("takes each code once", () => {
    expect(both([{ codes: [{ id: 1 }, { id: 2 }] }, { codes: [{ id: 2 }, { id: 3 }] }])).toEqual([1, 2, 3]);
  });
});
