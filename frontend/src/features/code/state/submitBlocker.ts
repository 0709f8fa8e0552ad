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
  if (conflict) return "Choose one of the two versions first.";
  if (codes === 0 && !multiLabel && !noCodeReason) return "Choose a code first.";
  if (codes === 0 && !noCode && !noCodeReason) return "Choose a code, or say that none applies.";
  if (resubmission && !reason.trim()) return "Give the reason for the change first.";
  return "";
}
