import { describe, expect, it } from "vitest";
import type { DisagreementBrief } from "../../../api/disagreements";
import type { Code, Round } from "../../../api/studies";
import {
  both,
  codesGiven,
  differs,
  EVERYTHING,
  filtered,
  forMe,
  isComplete,
  nextOpen,
  ofPair,
  outOfUse,
  pairs,
  reasonFor,
  rightToDecide,
  undoable,
} from "./adjudication";

const code = (label: string) => ({ id: label.length, label, colour: "#777777" });
const row = (
  unit: number,
  ada: string,
  bo: string,
  decided = false,
  waits_for: string[] = [],
): DisagreementBrief => ({
  waits_for,
  version: decided ? unit : 0,
  unit,
  identifier: "",
  title: "",
  kind: "different",
  answers: [
    { rater: "ada", codes: [code(ada)], merged_codes: [code(ada)], certainty: "certain" },
    {
      rater: "bo",
      codes: bo ? [code(bo)] : [],
      merged_codes: bo ? [code(bo)] : [],
      certainty: unit === 4 ? "unsure" : "",
    },
  ],
  status: decided ? "decided" : "open",
  decision: decided
    ? {
        codes: [code(ada)],
        merged_codes: [code(ada)],
        how: "discussion",
        by: "cleo",
        reason: `as in ${unit}`,
        written: true,
        decided_at: `2026-01-0${unit}`,
      }
    : null,
});
const round = (more: Partial<Round>) =>
  ({ state: "closed", settling: "final_rater", final_rater: "cleo", ...more }) as Round;

const undecided = { decision: null, unheard: [] };
const cleo = { me: "cleo", roles: ["adjudicator"] };
const lea = { me: "lea", roles: ["lead"] };

describe("rightToDecide", () => {
  const discussed = round({ settling: "discussion_then_final_rater" });

  it("gives the final rater the final word, and the discussion where the plan has one", () => {
    expect(rightToDecide(round({}), cleo, undecided).hows).toEqual(["final_rater"]);
    expect(rightToDecide(discussed, cleo, undecided).hows).toEqual(["final_rater", "discussion"]);
    expect(rightToDecide(discussed, lea, undecided).hows).toEqual(["discussion"]);
  });

  it("lets the final rater wait for those who have to speak, and nobody else", () => {
    const unheard = ["ada", "bo"];
    expect(rightToDecide(discussed, cleo, { decision: null, unheard })).toEqual({
      hows: [],
      why: "Still being discussed: waits for ada and bo.",
    });
    expect(rightToDecide(discussed, lea, { decision: null, unheard }).hows).toEqual(["discussion"]);
  });

  it("does not call a decided unit discussed still", () => {
    const stands = { decision: { how: "discussion" as const }, unheard: ["bo"] };
    expect(rightToDecide(discussed, cleo, stands)).toEqual({
      hows: [],
      why: "You can change it when bo moved or stayed, or the lead ended the discussion.",
    });
  });

  it("offers the lead no discussion after its end, nor over the final rater's decision", () => {
    const ended = round({
      settling: "discussion_then_final_rater",
      discussion_ended_at: "2026-01-01T00:00:00Z",
    });
    expect(rightToDecide(ended, lea, undecided)).toEqual({
      hows: [],
      why: "The discussion has ended; cleo decides what is left.",
    });
    const stands = { decision: { how: "final_rater" as const }, unheard: [] };
    expect(rightToDecide(discussed, lea, stands).hows).toEqual([]);
    expect(rightToDecide(discussed, cleo, stands).hows).toEqual(["final_rater", "discussion"]);
  });

  it("says who decides to those who do not", () => {
    expect(rightToDecide(round({}), lea, undecided)).toEqual({
      hows: [],
      why: "Only the final rater decides: cleo.",
    });
    const vic = { me: "vic", roles: ["viewer"] };
    expect(rightToDecide(round({ settling: "discussion" }), vic, undecided).why).toContain("Only the lead");
    expect(rightToDecide(round({ state: "settled" }), cleo, undecided).why).toContain("settled");
  });
});

describe("a decision in the making", () => {
  const stands = row(2, "access", "leak", true).decision;
  const access = code("access").id;
  const untouched = { codes: undefined, reason: undefined, how: undefined };

  it("changes what stands only where it says something else", () => {
    expect(differs(untouched, null)).toBe(true);
    expect(differs(untouched, stands)).toBe(false);
    expect(differs({ codes: [access], reason: " as in 2 ", how: "discussion" }, stands)).toBe(false);
    expect(differs({ ...untouched, codes: [] }, stands)).toBe(true);
    expect(differs({ ...untouched, reason: "" }, stands)).toBe(true);
    expect(differs({ ...untouched, how: "final_rater" }, stands)).toBe(true);
  });

  it("begins without a reason where nobody wrote the standing one", () => {
    const byRule = stands && { ...stands, written: false };
    expect(differs({ ...untouched, reason: "" }, byRule)).toBe(false);
  });

  it("takes no code that is retired, unless it is read as one in use", () => {
    const codes = [
      { id: 1, retired: true, merged_into: null },
      { id: 2, retired: true, merged_into: 3 },
      { id: 3, retired: false, merged_into: null },
      { id: 4, retired: true, merged_into: 1 },
    ] as Code[];
    expect(outOfUse([1, 2, 3, 4], codes).map(({ id }) => id)).toEqual([1, 4]);
    expect(outOfUse(null, codes)).toEqual([]);
  });
});

describe("undoable", () => {
  const rows = [row(1, "a", "b"), row(2, "a", "b", true), row(3, "a", "b", true), row(4, "a", "b", true)];
  const [, , third, last] = rows;
  if (last?.decision) last.decision.by = "lea";

  it("is one's own last decision, or the one here if it is one's own or one is the lead", () => {
    expect(undoable(rows, round({}), cleo, null)).toBe(third);
    expect(undoable(rows, round({}), cleo, 2)?.unit).toBe(2);
    expect(undoable(rows, round({}), cleo, 4)).toBe(third);
    expect(undoable(rows, round({}), lea, 2)?.unit).toBe(2);
    expect(undoable(rows, round({}), lea, 1)).toBe(last);
    expect(undoable(rows, round({ state: "settled" }), cleo, 2)).toBeNull();
    expect(undoable(rows, round({}), { me: "ada", roles: ["rater"] }, 2)).toBeNull();
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
    if (agreed?.decision) agreed.decision.written = false; // nobody's words: all raters hold the same
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
