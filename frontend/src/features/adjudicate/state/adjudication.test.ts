import { describe, expect, it } from "vitest";
import type { DisagreementBrief } from "../../../api/disagreements";
import type { Code, Round } from "../../../api/studies";
import {
  allCodes,
  countPairs,
  filtered,
  forMember,
  isComplete,
  labelsOf,
  mayDecide,
  NO_FILTER,
  nextUndecided,
  retiredCodes,
  suggestedReason,
  undoableDecision,
  withPair,
} from "./adjudication";
import { changesDecision } from "./decisionReducer";

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
        method: "discussion",
        by: "cleo",
        reason: `as in ${unit}`,
        has_reason: true,
        decided_at: `2026-01-0${unit}`,
      }
    : null,
});
const round = (more: Partial<Round>) =>
  ({ state: "closed", resolution_method: "final_rater", final_rater: "cleo", ...more }) as Round;

const undecided = { decision: null, unheard: [] };
const cleo = { me: "cleo", roles: ["adjudicator"] };
const lea = { me: "lea", roles: ["lead"] };

describe("mayDecide", () => {
  const discussed = round({ resolution_method: "discussion_then_final_rater" });

  it("gives the final rater the final word, and the discussion where the plan has one", () => {
    expect(mayDecide(round({}), cleo, undecided).methods).toEqual(["final_rater"]);
    expect(mayDecide(discussed, cleo, undecided).methods).toEqual(["final_rater", "discussion"]);
    expect(mayDecide(discussed, lea, undecided).methods).toEqual(["discussion"]);
  });

  it("lets the final rater wait for those who have to speak, and nobody else", () => {
    const unheard = ["ada", "bo"];
    expect(mayDecide(discussed, cleo, { decision: null, unheard })).toEqual({
      methods: [],
      refusal: "Still being discussed: waits for ada and bo.",
    });
    expect(mayDecide(discussed, lea, { decision: null, unheard }).methods).toEqual(["discussion"]);
  });

  it("does not call a decided unit discussed still", () => {
    const stands = { decision: { method: "discussion" as const }, unheard: ["bo"] };
    expect(mayDecide(discussed, cleo, stands)).toEqual({
      methods: [],
      refusal: "You can change it when bo moved or stayed, or the lead ended the discussion.",
    });
  });

  it("offers the lead no discussion after its end, nor over the final rater's decision", () => {
    const ended = round({
      resolution_method: "discussion_then_final_rater",
      discussion_ended_at: "2026-01-01T00:00:00Z",
    });
    expect(mayDecide(ended, lea, undecided)).toEqual({
      methods: [],
      refusal: "The discussion has ended; cleo decides what is left.",
    });
    const stands = { decision: { method: "final_rater" as const }, unheard: [] };
    expect(mayDecide(discussed, lea, stands).methods).toEqual([]);
    expect(mayDecide(discussed, cleo, stands).methods).toEqual(["final_rater", "discussion"]);
  });

  it("says who decides to those who do not", () => {
    expect(mayDecide(round({}), lea, undecided)).toEqual({
      methods: [],
      refusal: "Only the final rater decides: cleo.",
    });
    const vic = { me: "vic", roles: ["viewer"] };
    expect(mayDecide(round({ resolution_method: "discussion" }), vic, undecided).refusal).toContain(
      "Only the lead",
    );
    expect(mayDecide(round({ state: "settled" }), cleo, undecided).refusal).toContain("settled");
  });
});

describe("a decision in the making", () => {
  const stands = row(2, "access", "leak", true).decision;
  const access = code("access").id;
  const unchanged = {};

  it("changes what stands only where it says something else", () => {
    expect(changesDecision(unchanged, null)).toBe(true);
    expect(changesDecision(unchanged, stands)).toBe(false);
    expect(changesDecision({ codes: [access], reason: " as in 2 ", method: "discussion" }, stands)).toBe(
      false,
    );
    expect(changesDecision({ codes: [] }, stands)).toBe(true);
    expect(changesDecision({ reason: "" }, stands)).toBe(true);
    expect(changesDecision({ method: "final_rater" }, stands)).toBe(true);
  });

  it("begins without a reason where nobody wrote the standing one", () => {
    const byRule = stands && { ...stands, has_reason: false };
    expect(changesDecision({ reason: "" }, byRule)).toBe(false);
  });

  it("takes no retired code", () => {
    const codes = [
      { id: 1, retired: true },
      { id: 2, retired: false },
    ] as Code[];
    expect(retiredCodes([1, 2], codes).map(({ id }) => id)).toEqual([1]);
    expect(retiredCodes(null, codes)).toEqual([]);
  });
});

describe("a disagreement that a merge resolved", () => {
  it("is decided by no one", () => {
    const resolved = { decision: null, unheard: [], status: "resolved_by_merge" as const };
    const permission = mayDecide(round({}), cleo, resolved);
    expect(permission.methods).toEqual([]);
    expect(permission.refusal).toMatch("undo the merge");
  });
});

describe("undoableDecision", () => {
  const rows = [row(1, "a", "b"), row(2, "a", "b", true), row(3, "a", "b", true), row(4, "a", "b", true)];
  const [, , third, last] = rows;
  if (last?.decision) last.decision.by = "lea";

  it("is one's own last decision, or the one here if it is one's own or one is the lead", () => {
    expect(undoableDecision(rows, round({}), cleo, null)).toBe(third);
    expect(undoableDecision(rows, round({}), cleo, 2)?.unit).toBe(2);
    expect(undoableDecision(rows, round({}), cleo, 4)).toBe(third);
    expect(undoableDecision(rows, round({}), lea, 2)?.unit).toBe(2);
    expect(undoableDecision(rows, round({}), lea, 1)).toBe(last);
    expect(undoableDecision(rows, round({ state: "settled" }), cleo, 2)).toBeNull();
    expect(undoableDecision(rows, round({}), { me: "ada", roles: ["rater"] }, 2)).toBeNull();
  });
});

describe("like disagreements", () => {
  const rows = [row(1, "access", "injection"), row(4, "access", ""), row(9, "access", "injection", true)];

  it("are counted and found by what the raters said", () => {
    expect(countPairs(rows)).toEqual([
      { pair: "access ↔ injection", count: 2, open: 1 },
      { pair: "access ↔ no code", count: 1, open: 1 },
    ]);
    expect(withPair(rows, "access ↔ no code").map(({ unit }) => unit)).toEqual([4]);
    expect(withPair(rows, null)).toHaveLength(3);
  });

  it("are filtered by code and certainty as well", () => {
    const units = (filter: object) => filtered(rows, { ...NO_FILTER, ...filter }).map(({ unit }) => unit);
    expect(units({})).toEqual([1, 4, 9]);
    expect(units({ code: "injection" })).toEqual([1, 9]);
    expect(units({ certainty: "unsure" })).toEqual([4]);
    expect(units({ code: "injection", certainty: "unsure" })).toEqual([]);
    expect(labelsOf(rows)).toEqual(["access", "injection"]);
  });

  it("can be narrowed to those that can be decided, and each begins where it is their turn", () => {
    const some = [
      row(1, "access", "leak", false, ["bo"]),
      row(2, "access", "leak"),
      row(3, "access", "leak"),
    ];
    const units = (found: readonly DisagreementBrief[]) => found.map(({ unit }) => unit);
    expect(units(filtered(some, { ...NO_FILTER, discussion: "over" }))).toEqual([2, 3]);
    expect(units(forMember(some, { final_rater: "cleo" }, "cleo"))).toEqual([2, 3]);
    expect(units(forMember(some, { final_rater: "cleo" }, "bo"))).toEqual([1]);
    expect(units(forMember(some, { final_rater: "cleo" }, "ada"))).toEqual([1, 2, 3]);
  });

  it("are asked the reason for once, as long as they are decided the same way", () => {
    const decided = [row(8, "access", "injection", true), ...rows];
    const [access, injection] = [code("access").id, code("injection").id];
    expect(suggestedReason(decided, "access ↔ injection", [access])).toBe("as in 9");
    expect(suggestedReason(decided, "access ↔ injection", [injection])).toBe("");
    expect(suggestedReason(decided, "access ↔ no code", [access])).toBe("");
    expect(suggestedReason(decided, "access ↔ injection", null)).toBe("");
    const [agreed] = decided;
    if (agreed?.decision) agreed.decision.has_reason = false; // nobody's words: all raters hold the same
    expect(suggestedReason(decided.slice(0, 1), "access ↔ injection", [access])).toBe("");
  });

  it("lead from one open unit to the next and round again", () => {
    expect([nextUndecided(rows, null), nextUndecided(rows, 1), nextUndecided(rows, 4)]).toEqual([1, 4, 1]);
    expect(nextUndecided([row(1, "a", "b")], 1)).toBeNull();
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

describe("allCodes", () => {
  it("takes each code once", () => {
    expect(
      allCodes([{ merged_codes: [{ id: 1 }, { id: 2 }] }, { merged_codes: [{ id: 2 }, { id: 3 }] }]),
    ).toEqual([1, 2, 3]);
  });
});
