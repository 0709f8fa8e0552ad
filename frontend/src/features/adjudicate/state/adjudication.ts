/** Functions on disagreements: permissions, filters, order, and the reason and codes of a decision. */
import { type Decision, type DisagreementBrief, type NoCodeReason, pairOf } from "../../../api/answers";
import type { Code, Round } from "../../../api/studies";
import type { DecisionMethod } from "../api";
import { texts } from "../texts";

interface Permission {
  /** The methods by which the member may decide, the usual one first. */
  methods: DecisionMethod[];
  /** Why the member may not decide; empty if there is a method. */
  refusal: string;
}

type Member = { me: string; roles: readonly string[] };

/** Whether the member can adjudicate the closed round, as its final rater, as lead or as adjudicator. */
export const mayAdjudicate = (round: Pick<Round, "final_rater" | "state">, { me, roles }: Member): boolean =>
  round.state === "closed" &&
  (round.final_rater === me || roles.includes("lead") || roles.includes("adjudicator"));

/** The methods by which the member may decide a unit or change its decision, or why there is none. */
export function mayDecide(
  round: Round,
  member: Member,
  {
    decision,
    without_position,
    status,
  }: {
    decision: Pick<Decision, "method"> | null;
    without_position: readonly string[];
    status?: DisagreementBrief["status"];
  },
): Permission {
  const refuse = (refusal: string): Permission => ({ methods: [], refusal });
  if (status === "resolved_by_merge") {
    return refuse(texts.refusal.resolvedByMerge);
  }
  if (round.state === "settled") return refuse(texts.refusal.settled);
  const final = round.final_rater === member.me;
  if (final && without_position.length > 0) {
    return refuse(
      decision
        ? texts.refusal.changeLater(without_position)
        : texts.refusal.awaitingResponse(without_position),
    );
  }
  const discussed = mayAdjudicate(round, member) && round.resolution_method !== "final_rater";
  if (final) return { methods: discussed ? ["final_rater", "discussion"] : ["final_rater"], refusal: "" };
  if (discussed && round.discussion_ended_at) {
    return refuse(texts.refusal.discussionEnded(round.final_rater));
  }
  if (discussed && decision?.method === "final_rater") {
    return refuse(texts.refusal.finalRaterDecided);
  }
  if (discussed) return { methods: ["discussion"], refusal: "" };
  if (round.resolution_method === "final_rater") {
    return refuse(texts.refusal.finalRaterOnly(round.final_rater));
  }
  return refuse(texts.refusal.adjudicatorsOnly);
}

interface PairCount {
  pair: string;
  count: number;
  open: number;
}

/** The number of disagreements per pair of codings, the most frequent pair first. */
export function countPairs(rows: readonly DisagreementBrief[]): PairCount[] {
  const counts = new Map<string, { count: number; open: number }>();
  for (const row of rows) {
    const { count, open } = counts.get(pairOf(row)) ?? { count: 0, open: 0 };
    counts.set(pairOf(row), { count: count + 1, open: open + (row.decision ? 0 : 1) });
  }
  return [...counts].map(([pair, count]) => ({ pair, ...count })).sort((a, b) => b.count - a.count);
}

export interface Filter {
  pair: string | null;
  /** The label of a code that a rater gave, after merges. */
  code: string | null;
  /** The certainty of any rater. */
  certainty: string | null;
  /** "decidable": no rater's position is awaited, so the final rater can decide. */
  discussion: "decidable" | null;
}
export const NO_FILTER: Filter = { pair: null, code: null, certainty: null, discussion: null };

export function filtered(rows: readonly DisagreementBrief[], { pair, code, certainty, discussion }: Filter) {
  return withPair(rows, pair).filter(
    ({ codings, awaiting_response }) =>
      (discussion === null || awaiting_response.length === 0) &&
      (code === null ||
        codings.some(({ merged_codes }) => merged_codes.some(({ label }) => label === code))) &&
      (certainty === null || codings.some((coding) => coding.certainty === certainty)),
  );
}

export const withPair = (rows: readonly DisagreementBrief[], pair: string | null): DisagreementBrief[] =>
  pair === null ? [...rows] : rows.filter((row) => pairOf(row) === pair);

/** The labels of all codes that raters gave after merges, sorted. */
export const labelsOf = (rows: readonly DisagreementBrief[]): string[] =>
  [
    ...new Set(
      rows.flatMap(({ codings }) =>
        codings.flatMap(({ merged_codes }) => merged_codes.map(({ label }) => label)),
      ),
    ),
  ].sort();

/** The latest reason that a member wrote for a decision on the same pair of codings with the same answer. */
export function suggestedReason(
  rows: readonly DisagreementBrief[],
  pair: string,
  codes: readonly number[] | null,
  noCodeReason: NoCodeReason = "",
): string {
  const decisions = withPair(rows, pair)
    .flatMap(({ decision }) => decision ?? [])
    .filter(
      ({ has_reason, merged_codes, no_code_reason }) =>
        has_reason && codes && sameAnswer(codes, noCodeReason, { codes: merged_codes, no_code_reason }),
    );
  return decisions.sort((a, b) => b.decided_at.localeCompare(a.decided_at))[0]?.reason ?? "";
}

/** Whether the ids are those of the codes; each occurs once in both. */
export const sameCodes = (ids: readonly number[], codes: readonly { id: number }[]): boolean =>
  ids.length === codes.length && codes.every(({ id }) => ids.includes(id));

/** Whether the ids, or the reason for none, are the answer of a coding or a decision. */
export const sameAnswer = (
  ids: readonly number[],
  noCodeReason: NoCodeReason,
  answer: { codes: readonly { id: number }[]; no_code_reason: NoCodeReason },
): boolean => sameCodes(ids, answer.codes) && noCodeReason === answer.no_code_reason;

/** The next undecided unit after this one, then from the beginning; null if there is none. */
export function nextUndecided(rows: readonly DisagreementBrief[], unit: number | null): number | null {
  const undecided = rows.filter((row) => row.decision === null && row.unit !== unit).map((row) => row.unit);
  return undecided.find((number) => unit === null || number > unit) ?? undecided[0] ?? null;
}

/** The unit that follows a decision: the next undecided one for the member, among the shown ones, of all. */
export function nextUnit(
  unit: number,
  shown: readonly DisagreementBrief[],
  rows: readonly DisagreementBrief[],
  round: Pick<Round, "final_rater">,
  me: string,
): number | null {
  return (
    nextUndecided(forMember(shown, round, me), unit) ??
    nextUndecided(shown, unit) ??
    nextUndecided(rows, unit)
  );
}

/** The disagreements that the final rater can decide, or that await a rater's position; all if there are none. */
export function forMember(rows: readonly DisagreementBrief[], round: Pick<Round, "final_rater">, me: string) {
  if (round.final_rater === me) return rows.filter(({ awaiting_response }) => awaiting_response.length === 0);
  const awaiting = rows.filter(
    ({ decision, awaiting_response }) => decision === null && awaiting_response.includes(me),
  );
  return awaiting.length > 0 ? awaiting : rows;
}

/** The decision that undo withdraws: this unit's if it is the member's or the member leads, else the member's last. */
export function undoableDecision(
  rows: readonly DisagreementBrief[],
  round: Round,
  member: Member,
  unit: number | null,
): DisagreementBrief | null {
  if (!mayAdjudicate(round, member)) return null;
  const decided = rows.filter(({ status }) => status !== "resolved_by_merge"); // undoing the merge reopens those
  const own = decided.filter(({ decision }) => decision?.by === member.me);
  const current = decided.find((row) => row.unit === unit && row.decision !== null);
  if (current && (member.roles.includes("lead") || own.includes(current))) return current;
  const time = ({ decision }: DisagreementBrief) => decision?.decided_at ?? "";
  return own.reduce<DisagreementBrief | null>(
    (last, row) => (last && time(last) >= time(row) ? last : row),
    null,
  );
}

/** The codes of all codings after merges, each once. */
export function allCodes(codings: readonly { merged_codes: readonly { id: number }[] }[]): number[] {
  return [...new Set(codings.flatMap(({ merged_codes }) => merged_codes.map(({ id }) => id)))];
}

/** The chosen codes that are retired and therefore cannot decide a unit. */
export const retiredCodes = (chosen: readonly number[] | null, codes: readonly Code[]): Code[] =>
  codes.filter((code) => code.retired && chosen?.includes(code.id));

/** Whether the choice is a decision: codes, or a no-code reason with a reason in words. */
export const isComplete = (
  chosen: readonly number[] | null,
  noCodeReason: NoCodeReason,
  reason: string,
): chosen is readonly number[] =>
  chosen !== null && (chosen.length > 0 || (noCodeReason !== "" && reason.trim() !== ""));

/** The reason that a member wrote; empty for decisions by rule, whose reason is not offered again. */
export const writtenReason = (decision: Decision): string => (decision.has_reason ? decision.reason : "");
