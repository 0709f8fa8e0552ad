/** Codings and decisions as words. */

import type { Schemas } from "./client";
import { texts } from "./texts";

export type Decision = Schemas["Decision"];
export type DisagreementBrief = Schemas["DisagreementBrief"];
/** Why an answer has no code; empty if it has codes. */
export type NoCodeReason = Decision["no_code_reason"];

/** The labels of codes on one line: "Access + Leak", or "no code". */
export const codesText = (codes: readonly { label: string }[]): string =>
  codes
    .map(({ label }) => label)
    .sort()
    .join(" + ") || texts.noCode;

export type AnswerText = (codes: readonly { label: string }[], reason: NoCodeReason) => string;

/** The codes of an answer about a project, then those of which one cannot tell. */
export function withUnclear(
  codes: readonly { label: string }[],
  reason: NoCodeReason,
  unclear: readonly { label: string }[],
  answerText: AnswerText,
): string {
  if (unclear.length === 0) return answerText(codes, reason);
  const doubts = texts.cannotTell(codesText(unclear));
  return codes.length === 0 ? doubts : `${codesText(codes)}; ${doubts}`;
}

type Paired = {
  codings: readonly Pick<
    DisagreementBrief["codings"][number],
    "codes" | "merged_codes" | "no_code_reason" | "unclear"
  >[];
} & Pick<DisagreementBrief, "status">;

/**
 * The codings of a disagreement after merges on one line, such as "Access ↔ Leak".
 * As coded, if a merge resolved the disagreement.
 */
export const pairText = ({ codings, status }: Paired, answerText: AnswerText): string =>
  codings
    .map(({ codes, merged_codes, no_code_reason, unclear }) =>
      withUnclear(status === "resolved_by_merge" ? codes : merged_codes, no_code_reason, unclear, answerText),
    )
    .join(" ↔ ");

/** What identifies a pair of codings: its text, with no-code reasons as the API names them. */
export const pairOf = (row: Paired): string =>
  pairText(row, (codes, reason) => (codes.length === 0 && reason ? reason : codesText(codes)));
