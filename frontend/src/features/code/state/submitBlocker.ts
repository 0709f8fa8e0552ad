import { texts } from "../texts";

interface Submission {
  codes: number;
  /** Whether a reason for giving no code is chosen. */
  noCodeReason: boolean;
  resubmission: boolean;
  reason: string;
  conflict: boolean;
  /** In a study of projects: the labels of the activities without an answer. */
  unanswered?: readonly string[];
}

/** Why a coding cannot be submitted yet; empty if it can. */
export function submitBlocker(submission: Submission): string {
  const { codes, noCodeReason, resubmission, reason, conflict, unanswered } = submission;
  if (conflict) return texts.blocker.conflict;
  if (unanswered && unanswered.length > 0) return texts.blocker.activities(unanswered);
  if (!unanswered && codes === 0 && !noCodeReason) return texts.blocker.code;
  if (resubmission && !reason.trim()) return texts.blocker.reason;
  return "";
}
