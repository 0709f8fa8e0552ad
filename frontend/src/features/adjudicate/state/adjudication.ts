/** Who may decide what at the desk, and what comes next: plain functions. */
import { type Decision, type DisagreementBrief, pairOf } from "../../../api/disagreements";
import type { Code, Round } from "../../../api/studies";
import { listed } from "../../../shared/text/list";
import type { How } from "../api";

export interface Right {
  hows: How[]; // the ways I may decide in, the usual one first
  why: string; // why not, when there is none
}

type Member = { me: string; roles: readonly string[] };

export const sitsAtDesk = (round: Pick<Round, "final_rater" | "state">, { me, roles }: Member): boolean =>
  round.state === "closed" &&
  (round.final_rater === me || roles.includes("lead") || roles.includes("adjudicator"));

/** What I may do on a unit: decide it, or change what stands. */
export function rightToDecide(
  round: Round,
  member: Member,
  { decision, unheard }: { decision: Pick<Decision, "how"> | null; unheard: readonly string[] },
): Right {
  const no = (why: string): Right => ({ hows: [], why });
  if (round.state === "settled") return no("The round is settled; its decisions are final.");
  const final = round.final_rater === member.me;
  if (final && unheard.length > 0) {
    return no(
      decision
        ? `You can change it when ${listed(unheard)} moved or stayed, or the lead ended the discussion.`
        : `Still being discussed: waits for ${listed(unheard)}.`,
    );
  }
  const discussed = sitsAtDesk(round, member) && round.settling !== "final_rater";
  if (final && discussed) return { hows: ["final_rater", "discussion"], why: "" };
  if (final) return { hows: ["final_rater"], why: "" };
  if (discussed && round.discussion_ended_at) {
    return no(`The discussion has ended; ${round.final_rater ?? "the final rater"} decides what is left.`);
  }
  if (discussed && decision?.how === "final_rater") {
    return no("The final rater has decided; a discussion does not change that.");
  }
  if (discussed) return { hows: ["discussion"], why: "" };
  if (round.settling === "final_rater")
    return no(`Only the final rater decides: ${round.final_rater ?? "nobody is named"}.`);
  return no("Only the lead, an adjudicator or the final rater decides.");
}

/** Groups of like disagreements, the largest first. */
export function pairs(rows: readonly DisagreementBrief[]): { pair: string; count: number; open: number }[] {
  const groups = new Map<string, { count: number; open: number }>();
  for (const row of rows) {
    const group = groups.get(pairOf(row)) ?? { count: 0, open: 0 };
    groups.set(pairOf(row), { count: group.count + 1, open: group.open + (row.decision ? 0 : 1) });
  }
  return [...groups].map(([pair, group]) => ({ pair, ...group })).sort((a, b) => b.count - a.count);
}

export interface Filter {
  pair: string | null;
  code: string | null; // a label that a rater gave
  certainty: string | null; // of any rater
  discussed: "over" | null; // over: the final rater can decide it
}
export const EVERYTHING: Filter = { pair: null, code: null, certainty: null, discussed: null };

export function filtered(rows: readonly DisagreementBrief[], { pair, code, certainty, discussed }: Filter) {
  return ofPair(rows, pair).filter(
    ({ answers, waits_for }) =>
      (discussed === null || waits_for.length === 0) &&
      (code === null || answers.some(({ codes }) => codes.some(({ label }) => label === code))) &&
      (certainty === null || answers.some((answer) => answer.certainty === certainty)),
  );
}

/** The codes that raters gave where they disagree, by name. */
export const codesGiven = (rows: readonly DisagreementBrief[]): string[] =>
  [
    ...new Set(
      rows.flatMap(({ answers }) => answers.flatMap(({ codes }) => codes.map(({ label }) => label))),
    ),
  ].sort();

/** The reason that somebody gave last where the same answers were decided by the same codes: asked for once, then offered. */
export function reasonFor(
  rows: readonly DisagreementBrief[],
  pair: string,
  picked: readonly number[] | null,
): string {
  const alike = ofPair(rows, pair)
    .flatMap(({ decision }) => decision ?? [])
    .filter(
      ({ codes, written }) =>
        written && picked?.length === codes.length && codes.every(({ id }) => picked.includes(id)),
    );
  return alike.sort((a, b) => b.decided_at.localeCompare(a.decided_at))[0]?.reason ?? "";
}

export const ofPair = (rows: readonly DisagreementBrief[], pair: string | null): DisagreementBrief[] =>
  pair === null ? [...rows] : rows.filter((row) => pairOf(row) === pair);

/** The next undecided unit after this one, from the beginning again at the end; null when there is none. */
export function nextOpen(rows: readonly DisagreementBrief[], unit: number | null): number | null {
  const open = rows.filter((row) => row.decision === null && row.unit !== unit).map((row) => row.unit);
  return open.find((number) => unit === null || number > unit) ?? open[0] ?? null;
}

/** What I can undo: the decision on this unit if it is mine or I am the lead, else the last one that is mine. */
export function undoable(
  rows: readonly DisagreementBrief[],
  round: Round,
  member: Member,
  unit: number | null,
): DisagreementBrief | null {
  if (!sitsAtDesk(round, member)) return null;
  const mine = rows.filter(({ decision }) => decision?.by === member.me);
  const here = rows.find((row) => row.unit === unit && row.decision !== null);
  if (here && (member.roles.includes("lead") || mine.includes(here))) return here;
  const when = ({ decision }: DisagreementBrief) => decision?.decided_at ?? "";
  return mine.reduce<DisagreementBrief | null>(
    (last, row) => (last && when(last) >= when(row) ? last : row),
    null,
  );
}

/** Where Enter goes from a unit: to the next open one of mine, of those shown, of all. */
export function nextAfter(
  unit: number,
  shown: readonly DisagreementBrief[],
  rows: readonly DisagreementBrief[],
  round: Pick<Round, "final_rater">,
  me: string,
): number | null {
  return nextOpen(forMe(shown, round, me), unit) ?? nextOpen(shown, unit) ?? nextOpen(rows, unit);
}

/** A decision in the making: what was picked and written, or, where nothing was, what stands. */
export interface Making {
  codes: number[] | undefined;
  reason: string | undefined;
  how: How | undefined;
}

/** Whether it says anything else than the decision that stands. */
export function differs(making: Making, decision: Decision | null): boolean {
  if (decision === null) return true;
  const { codes, reason, how } = making;
  const same =
    codes?.length === decision.codes.length && decision.codes.every(({ id }) => codes.includes(id));
  return (
    (codes !== undefined && !same) ||
    (reason !== undefined && reason.trim() !== standingReason(decision)) ||
    (how !== undefined && how !== decision.how)
  );
}

/** The reason that somebody wrote; what the method says of itself is nobody's reason for another decision. */
export const standingReason = (decision: Decision): string => (decision.written ? decision.reason : "");

/** Those where it is my turn: what I may decide as the final rater, where I have to speak as a rater; else all. */
export function forMe(rows: readonly DisagreementBrief[], round: Pick<Round, "final_rater">, me: string) {
  if (round.final_rater === me) return rows.filter(({ waits_for }) => waits_for.length === 0);
  const mine = rows.filter(({ decision, waits_for }) => decision === null && waits_for.includes(me));
  return mine.length > 0 ? mine : rows;
}

/** The codes of an answer as the decision: all of them, or where a unit takes one code, the one. */
export function both(answers: readonly { codes: readonly { id: number }[] }[]): number[] {
  return [...new Set(answers.flatMap(({ codes }) => codes.map(({ id }) => id)))];
}

/** Retired codes, by which no unit is decided; one that was merged is read as another. */
export function outOfUse(picked: readonly number[] | null, codes: readonly Code[]): Code[] {
  const readAs = (code: Code): Code => {
    const into = codes.find(({ id }) => id === code.merged_into);
    return into ? readAs(into) : code;
  };
  return codes.filter((code) => picked?.includes(code.id) && readAs(code).retired);
}

/** Nothing taken yet is no decision; that no code applies is one, where a unit may have several. */
export const isComplete = (picked: readonly number[] | null, several: boolean): picked is readonly number[] =>
  picked !== null && (picked.length > 0 || several);
