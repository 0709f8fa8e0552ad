import { describe, expect, it } from "vitest";
import { type DisagreementBrief, pairOf } from "../../../api/answers";
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
import { changesDecision, type DecisionChanges, decisionReducer, openDisagreement } from "./decisionReducer";

const code = (label: string) => ({ id: label.length, label, colour: "#777777" });
const row = (
  unit: number,
  ada: string,
  bo: string,
  decided = false,
  awaiting_response: string[] = [],
): DisagreementBrief => ({
  awaiting_response,
  version: decided ? unit : 0,
  unit,
  identifier: "",
  title: "",
  kind: "different",
  codings: [
    {
      rater: "ada",
      codes: [code(ada)],
      merged_codes: [code(ada)],
      certainty: "certain",
      no_code_reason: "",
      unclear: [],
    },
    {
      rater: "bo",
      codes: bo ? [code(bo)] : [],
      merged_codes: bo ? [code(bo)] : [],
      certainty: unit === 4 ? "unsure" : "",
      no_code_reason: bo ? "" : "cannot_tell",
      unclear: [],
    },
  ],
  status: decided ? "decided" : "open",
  decision: decided
    ? {
        codes: [code(ada)],
        merged_codes: [code(ada)],
        no_code_reason: "",
        unclear: [],
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

const undecided = { decision: null, without_position: [] };
const cleo = { me: "cleo", roles: ["adjudicator"] };
const lea = { me: "lea", roles: ["lead"] };

describe("mayDecide", () => {
  const discussed = round({ resolution_method: "discussion_then_final_rater" });

  it("lets the final rater decide, and the lead only in a planned discussion", () => {
    expect(mayDecide(round({}), cleo, undecided).methods).toEqual(["final_rater"]);
    expect(mayDecide(discussed, cleo, undecided).methods).toEqual(["final_rater", "discussion"]);
    expect(mayDecide(discussed, lea, undecided).methods).toEqual(["discussion"]);
  });

  it("makes only the final rater wait for responses", () => {
    const without_position = ["ada", "bo"];
    expect(mayDecide(discussed, cleo, { decision: null, without_position })).toEqual({
      methods: [],
      refusal: "Under discussion, awaiting a response from ada and bo.",
    });
    expect(mayDecide(discussed, lea, { decision: null, without_position }).methods).toEqual(["discussion"]);
  });

  it("gives another reason if the unit is already decided", () => {
    const decided = { decision: { method: "discussion" as const }, without_position: ["bo"] };
    expect(mayDecide(discussed, cleo, decided)).toEqual({
      methods: [],
      refusal:
        "You can change the decision after bo keeps or changes their codes, or after the lead ends the discussion.",
    });
  });

  it("does not let the lead decide after the discussion or over the final rater's decision", () => {
    const ended = round({
      resolution_method: "discussion_then_final_rater",
      discussion_ended_at: "2026-01-01T00:00:00Z",
    });
    expect(mayDecide(ended, lea, undecided)).toEqual({
      methods: [],
      refusal: "The discussion has ended. cleo decides the remaining units.",
    });
    const decided = { decision: { method: "final_rater" as const }, without_position: [] };
    expect(mayDecide(discussed, lea, decided).methods).toEqual([]);
    expect(mayDecide(discussed, cleo, decided).methods).toEqual(["final_rater", "discussion"]);
  });

  it("names who decides to other members", () => {
    expect(mayDecide(round({}), lea, undecided)).toEqual({
      methods: [],
      refusal: "Only the final rater (cleo) can decide.",
    });
    const vic = { me: "vic", roles: ["viewer"] };
    expect(mayDecide(round({ resolution_method: "discussion" }), vic, undecided).refusal).toContain(
      "Only the lead",
    );
    expect(mayDecide(round({ state: "settled" }), cleo, undecided).refusal).toContain("settled");
  });
});

describe("changes to a decision", () => {
  const current = row(2, "access", "leak", true).decision;
  const access = code("access").id;
  const unchanged = {};

  it("differ from the current decision only if codes, reason or method differ", () => {
    expect(changesDecision(unchanged, null)).toBe(true);
    expect(changesDecision(unchanged, current)).toBe(false);
    expect(changesDecision({ codes: [access], reason: " as in 2 ", method: "discussion" }, current)).toBe(
      false,
    );
    expect(changesDecision({ codes: [] }, current)).toBe(true);
    expect(changesDecision({ reason: "" }, current)).toBe(true);
    expect(changesDecision({ method: "final_rater" }, current)).toBe(true);
  });

  it("start with an empty reason if no member wrote the current one", () => {
    const byRule = current && { ...current, has_reason: false };
    expect(changesDecision({ reason: "" }, byRule)).toBe(false);
  });

  it("exclude retired codes", () => {
    const codes = [
      { id: 1, retired: true },
      { id: 2, retired: false },
    ] as Code[];
    expect(retiredCodes([1, 2], codes).map(({ id }) => id)).toEqual([1]);
    expect(retiredCodes(null, codes)).toEqual([]);
  });
});

describe("a disagreement resolved by a merge", () => {
  it("cannot be decided", () => {
    const resolved = { decision: null, without_position: [], status: "resolved_by_merge" as const };
    const permission = mayDecide(round({}), cleo, resolved);
    expect(permission.methods).toEqual([]);
    expect(permission.refusal).toMatch("undo the merge");
  });
});

describe("undoableDecision", () => {
  const rows = [row(1, "a", "b"), row(2, "a", "b", true), row(3, "a", "b", true), row(4, "a", "b", true)];
  const [, , third, last] = rows;
  if (last?.decision) last.decision.by = "lea";

  it("is the member's last decision, or the one on this unit if the member made it or is the lead", () => {
    expect(undoableDecision(rows, round({}), cleo, null)).toBe(third);
    expect(undoableDecision(rows, round({}), cleo, 2)?.unit).toBe(2);
    expect(undoableDecision(rows, round({}), cleo, 4)).toBe(third);
    expect(undoableDecision(rows, round({}), lea, 2)?.unit).toBe(2);
    expect(undoableDecision(rows, round({}), lea, 1)).toBe(last);
    expect(undoableDecision(rows, round({ state: "settled" }), cleo, 2)).toBeNull();
    expect(undoableDecision(rows, round({}), { me: "ada", roles: ["rater"] }, 2)).toBeNull();
  });
});

describe("disagreements", () => {
  const rows = [row(1, "access", "injection"), row(4, "access", ""), row(9, "access", "injection", true)];

  it("are counted and filtered by their pair of codings", () => {
    expect(countPairs(rows)).toEqual([
      { pair: "access ↔ injection", count: 2, open: 1 },
      { pair: "access ↔ cannot_tell", count: 1, open: 1 },
    ]);
    expect(withPair(rows, "access ↔ cannot_tell").map(({ unit }) => unit)).toEqual([4]);
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

  it("follow merges of codes, and are shown as coded once a merge has resolved them", () => {
    const merged = row(1, "leak", "access");
    for (const answer of merged.codings) answer.merged_codes = [code("access")];
    expect(labelsOf([merged])).toEqual(["access"]);
    expect(filtered([merged], { ...NO_FILTER, code: "leak" })).toEqual([]);
    expect(pairOf(merged)).toBe("access ↔ access");
    expect(pairOf({ ...merged, status: "resolved_by_merge" })).toBe("leak ↔ access");
  });

  it("are filtered to those that can be decided, and each member starts with their own", () => {
    const some = [
      row(1, "access", "leak", false, ["bo"]),
      row(2, "access", "leak"),
      row(3, "access", "leak"),
    ];
    const units = (shown: readonly DisagreementBrief[]) => shown.map(({ unit }) => unit);
    expect(units(filtered(some, { ...NO_FILTER, discussion: "decidable" }))).toEqual([2, 3]);
    expect(units(forMember(some, { final_rater: "cleo" }, "cleo"))).toEqual([2, 3]);
    expect(units(forMember(some, { final_rater: "cleo" }, "bo"))).toEqual([1]);
    expect(units(forMember(some, { final_rater: "cleo" }, "ada"))).toEqual([1, 2, 3]);
  });

  it("suggest the reason of an equal decision on the same pair", () => {
    const decided = [row(8, "access", "injection", true), ...rows];
    const [access, injection] = [code("access").id, code("injection").id];
    expect(suggestedReason(decided, "access ↔ injection", [access])).toBe("as in 9");
    expect(suggestedReason(decided, "access ↔ injection", [injection])).toBe("");
    expect(suggestedReason(decided, "access ↔ cannot_tell", [access])).toBe("");
    expect(suggestedReason(decided, "access ↔ injection", null)).toBe("");
    const [agreed] = decided;
    if (agreed?.decision) agreed.decision.has_reason = false; // no member wrote it: the raters agreed
    expect(suggestedReason(decided.slice(0, 1), "access ↔ injection", [access])).toBe("");
  });

  it("lead from one undecided unit to the next, and back to the first", () => {
    expect([nextUndecided(rows, null), nextUndecided(rows, 1), nextUndecided(rows, 4)]).toEqual([1, 4, 1]);
    expect(nextUndecided([row(1, "a", "b")], 1)).toBeNull();
  });
});

describe("isComplete", () => {
  it("accepts codes, or a no-code reason with a reason in words", () => {
    expect([
      isComplete(null, "", "why"),
      isComplete([], "", "why"),
      isComplete([1], "", ""),
      isComplete([], "not_applicable", " "),
      isComplete([], "cannot_tell", "The text does not tell."),
    ]).toEqual([false, false, true, false, true]);
  });
});

describe("decisionReducer", () => {
  const change = (...changes: DecisionChanges[]) =>
    changes.reduce(
      (state, one) => decisionReducer(state, { type: "change", changes: one, version: 0 }),
      openDisagreement({ unit: 1 }),
    ).changes;

  it("holds either codes or a no-code reason", () => {
    expect(change({ codes: [7] }, { noCodeReason: "cannot_tell" })).toEqual({
      codes: [],
      noCodeReason: "cannot_tell",
    });
    expect(change({ noCodeReason: "cannot_tell" }, { codes: [7] })).toEqual({ codes: [7], noCodeReason: "" });
    expect(change({ noCodeReason: "cannot_tell" }, { reason: "why" })).toEqual({
      codes: [],
      noCodeReason: "cannot_tell",
      reason: "why",
    });
  });
});

describe("decisionReducer of a study of projects", () => {
  it("keeps the answer about one activity when another one is given", () => {
    const changes = [
      { answers: { 1: "yes" } },
      { answers: { 2: "no" } },
      { answers: { 1: "unclear" } },
    ] as const;
    const state = changes.reduce(
      (last, one) => decisionReducer(last, { type: "change", changes: one, version: 3 }),
      openDisagreement({ unit: 1, activity: 1 }),
    );
    expect(state.changes.answers).toEqual({ 1: "unclear", 2: "no" });
    expect(changesDecision(state.changes, null)).toBe(true);
  });
});

describe("allCodes", () => {
  it("returns each code once", () => {
    expect(
      allCodes([{ merged_codes: [{ id: 1 }, { id: 2 }] }, { merged_codes: [{ id: 2 }, { id: 3 }] }]),
    ).toEqual([1, 2, 3]);
  });
});
