import { texts } from "../texts";

interface Submission {
  codes: number;
  /** Whether a reason for giving no code is chosen. */
  noCodeReason: boolean;
  multiLabel: boolean;
  /** Whether the rater confirmed that no code applies, which is a coding where units are multi-label. */
  noCode: boolean;
  resubmission: boolean;
  reason: string;
  conflict: boolean;
}

/** Why a coding cannot be submitted yet; empty if it can. */
export function submitBlocker(submission: Submission): string {
  const { codes, noCodeReason, multiLabel, noCode, resubmission, reason, conflict } = submission;
  if (conflict) return texts.blocker.conflict;
  if (codes === 0 && !multiLabel && !noCodeReason) return texts.blocker.code;
  if (codes === 0 && !noCode && !noCodeReason) return texts.blocker.codeOrNone;
  if (resubmission && !reason.trim()) return texts.blocker.reason;
  return "";
}
