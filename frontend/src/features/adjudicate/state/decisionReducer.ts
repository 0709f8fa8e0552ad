/** The state of the screen of one disagreement: changes to its decision, and the active segment. */
import type { Decision, NoCodeReason } from "../../../api/answers";
import type { Answers } from "../../../shared/activities/answers";
import type { Passage } from "../../../shared/activities/evidence";
import type { Quoted } from "../../../shared/text/offsets";
import type { DecisionMethod } from "../api";
import { sameCodes, writtenReason } from "./adjudication";

/** The changes by the member. An undefined field is unchanged, so the current decision applies. */
export interface DecisionChanges {
  codes?: number[];
  /** Why the unit gets no code. Chosen codes replace it, and it replaces them. */
  noCodeReason?: NoCodeReason;
  /** In a study of projects: the answers about the activities, instead of codes. */
  answers?: Answers;
  reason?: string;
  method?: DecisionMethod;
}

interface DecisionState {
  unit: number;
  changes: DecisionChanges;
  /** The version of the disagreement at the first change. A decision made since then makes this one stale. */
  basedOn: number | null;
  activeSegment: { segment: Quoted; reveal: boolean } | null;
  /** In a study of projects: the code of the activity that y, n and u answer. */
  activity: number | null;
  /** The passage that is shown in the text. */
  passage: Passage | null;
}

type DecisionAction =
  | { type: "change"; changes: DecisionChanges; version: number }
  /** After the server refused a stale decision: the changes remain and apply to the version that is now shown. */
  | { type: "acceptNewVersion" }
  | { type: "openActivity"; code: number; passage: Passage | null }
  | { type: "activateSegment"; segment: Quoted | null; reveal?: boolean };

export const openDisagreement = ({
  unit,
  activity = null,
}: Pick<DecisionState, "unit"> & Partial<Pick<DecisionState, "activity">>): DecisionState => ({
  unit,
  changes: {},
  basedOn: null,
  activeSegment: null,
  activity,
  passage: null,
});

export function decisionReducer(state: DecisionState, action: DecisionAction): DecisionState {
  switch (action.type) {
    case "change":
      return {
        ...state,
        changes: {
          ...state.changes,
          ...oneAnswer(action.changes),
          ...(action.changes.answers && { answers: { ...state.changes.answers, ...action.changes.answers } }),
        },
        basedOn: state.basedOn ?? action.version,
      };
    case "openActivity":
      return { ...state, activity: action.code, passage: action.passage };
    case "acceptNewVersion":
      return { ...state, basedOn: null };
    case "activateSegment": {
      const { segment, reveal = false } = action;
      return { ...state, activeSegment: segment && { segment, reveal } };
    }
  }
}

/** The changes, with either codes or a no-code reason. */
function oneAnswer(changes: DecisionChanges): DecisionChanges {
  if (changes.noCodeReason) return { ...changes, codes: [] };
  return changes.codes ? { ...changes, noCodeReason: "" } : changes;
}

/** Whether the changes lead to a decision that differs from the current one. */
export function changesDecision(changes: DecisionChanges, decision: Decision | null): boolean {
  if (decision === null) return true;
  const { codes, noCodeReason, answers, reason, method } = changes;
  return (
    answers !== undefined ||
    (codes !== undefined && !sameCodes(codes, decision.merged_codes)) ||
    (noCodeReason !== undefined && noCodeReason !== decision.no_code_reason) ||
    (reason !== undefined && reason.trim() !== writtenReason(decision)) ||
    (method !== undefined && method !== decision.method)
  );
}
