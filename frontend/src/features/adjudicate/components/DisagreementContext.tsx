import { usePrefetchQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo, useReducer, useRef } from "react";
import { pairOf, pairText } from "../../../api/answers";
import { useAnswerText } from "../../../api/disagreements";
import type { Code } from "../../../api/studies";
import {
  type Answer,
  type Answers,
  answersOf,
  commonAnswers,
  sameAnswers,
  withAnswer,
} from "../../../shared/activities/answers";
import { nextPassage, type Passage, passagesOf, passagesOn } from "../../../shared/activities/evidence";
import {
  type Disagreement,
  disagreementQuery,
  type RaterCoding,
  useShowSuggestion,
  useSimilarDecisions,
} from "../api";
import { isStale, useDecide } from "../hooks/useDecisions";
import { useUndo } from "../hooks/useUndo";
import {
  isComplete,
  mayAdjudicate,
  mayDecide,
  nextUnit,
  retiredCodes,
  sameAnswer,
  suggestedReason,
  withPair,
  writtenReason,
} from "../state/adjudication";
import {
  changesDecision,
  type DecisionChanges,
  decisionReducer,
  openDisagreement,
} from "../state/decisionReducer";
import { useAdjudication } from "./AdjudicationContext";

interface UnitData {
  data: Disagreement;
  codes: readonly Code[];
}

function useDisagreementValue({ data, codes }: UnitData) {
  const adjudication = useAdjudication();
  const { study, round, rows, shown, inputLock, open } = adjudication;
  const unit = data.unit.number;
  const { decision } = data;
  const sharedCodes = codes.filter((code) => code.owner === null);
  const usableCodes = sharedCodes.filter((code) => !code.retired);
  const ofProjects = study.kind === "projects";
  /** The codes of the activities of a study of projects, in their order. */
  const activities = ofProjects ? usableCodes.map(({ id }) => id) : [];
  const [state, dispatch] = useReducer(
    decisionReducer,
    { unit, activity: firstDifference(data, activities) },
    openDisagreement,
  );
  const { changes } = state;
  const passages = useMemo(
    () => passagesOf(data.evidence ?? [], data.unit.text),
    [data.evidence, data.unit.text],
  );
  const decide = useDecide();
  const similar = useSimilarDecisions(study.slug, round.number, unit);
  const suggestion = useShowSuggestion(study.slug, round.number, unit);
  const undo = useUndo(unit);
  const fields = { finder: useRef<HTMLInputElement>(null), reason: useRef<HTMLInputElement>(null) };

  const permission = mayDecide(round, study, data);
  const editable = permission.methods.length > 0;
  const adjudicator = mayAdjudicate(round, study);
  const index = shown.findIndex((row) => row.unit === unit);
  const row = rows.find((candidate) => candidate.unit === unit);
  const answerText = useAnswerText();
  const pair = row ? pairOf(row) : null;

  // What the raters agree on is chosen already; each other activity needs an answer.
  const answers: Answers = {
    ...(decision
      ? decidedAnswers(decision, activities)
      : commonAnswers(codingAnswers(data, activities), activities)),
    ...changes.answers,
  };
  const unanswered = activities.filter((id) => !answers[id]);
  const chosen = ofProjects
    ? unanswered.length === 0
      ? withAnswer(answers, "yes")
      : null
    : (changes.codes ?? decision?.merged_codes.map(({ id }) => id) ?? null);
  const noCodeReason = ofProjects ? "" : (changes.noCodeReason ?? decision?.no_code_reason ?? "");
  const suggested = decision
    ? writtenReason(decision)
    : pair === null
      ? ""
      : suggestedReason(rows, pair, chosen, noCodeReason);
  const draft = {
    codes: chosen,
    answers,
    unanswered,
    noCodeReason,
    reason: changes.reason ?? suggested,
    method:
      changes.method ??
      permission.methods.find((method) => decision?.by === study.me && method === decision.method) ??
      permission.methods[0] ??
      "discussion",
    retired: retiredCodes(chosen, sharedCodes),
    changed: changesDecision(changes, decision),
  };
  const complete = ofProjects
    ? chosen !== null
    : isComplete(chosen, noCodeReason, draft.reason) && draft.retired.length === 0;

  const next = nextUnit(unit, shown, rows, round, study.me);
  usePrefetchQuery(disagreementQuery(study.slug, round.number, next ?? unit));

  // A decision by another member is shown immediately, but the changes remain based on the version at the first one.
  const change = (by: DecisionChanges) => {
    if (editable) dispatch({ type: "change", changes: by, version: data.version });
  };
  const confirm = () => {
    if (decide.isPending) return;
    if (decision && !draft.changed) return open(next ?? shown[index + 1]?.unit ?? null);
    if (editable && noCodeReason && !complete) fields.reason.current?.focus();
    if (!editable || !complete || chosen === null) return;
    inputLock.lock();
    decide.mutate(
      {
        unit,
        codes: [...chosen],
        unclear: withAnswer(answers, "unclear"),
        no_code_reason: noCodeReason,
        method: draft.method,
        reason: draft.reason,
        version: state.basedOn ?? data.version,
      },
      {
        onSuccess: () => open(next),
        onError: (error) => {
          if (isStale(error)) dispatch({ type: "acceptNewVersion" });
          inputLock.unlock();
        },
      },
    );
  };

  return {
    ...adjudication,
    unit,
    data,
    sharedCodes,
    usableCodes,
    activities,
    passages,
    suggestion,
    state,
    dispatch,
    permission,
    editable,
    adjudicator,
    /** Position among the shown disagreements; -1 if the filter hides this one. */
    index,
    pairText: row ? pairText(row, answerText) : "",
    samePair: pair === null ? 0 : withPair(rows, pair).length - 1,
    draft,
    complete,
    fields,
    decide,
    similar,
    undo,
    change,
    /** Choose the answer of a coding, whatever it is. */
    chooseCoding: (coding: RaterCoding | undefined) => {
      if (!coding) return;
      const { merged_codes, no_code_reason } = coding;
      if (ofProjects) return change({ answers: decidedAnswers(coding, activities) });
      change(no_code_reason ? { noCodeReason: no_code_reason } : { codes: merged_codes.map(({ id }) => id) });
    },
    isChosen: ({ merged_codes, no_code_reason, unclear }: RaterCoding) =>
      ofProjects
        ? sameAnswers(answers, decidedAnswers({ merged_codes, unclear }, activities), activities)
        : chosen !== null && sameAnswer(chosen, noCodeReason, { codes: merged_codes, no_code_reason }),
    answer: (code: number | null, answer: Answer) => {
      if (code === null) return;
      change({ answers: { [code]: answer } });
    },
    /** Go to an activity and to the next of its findings in the text. */
    openActivity: (code: number, passage?: Passage) => {
      const own = passagesOn(
        passages,
        sharedCodes.find(({ id }) => id === code),
      );
      const next = passage ?? nextPassage(own, state.activity === code ? state.passage : null);
      dispatch({ type: "openActivity", code, passage: next });
    },
    openRow: (code: number) => dispatch({ type: "openActivity", code, passage: null }),
    confirm,
    goBy: (step: number) => {
      const target = shown[index + step];
      if (target) open(target.unit);
    },
  };
}

/** The answers of a coding or decision after merges. */
const decidedAnswers = (
  { merged_codes, unclear }: Pick<RaterCoding, "merged_codes" | "unclear">,
  activities: readonly number[],
) => answersOf({ codes: merged_codes, unclear }, activities);

const codingAnswers = ({ codings }: Disagreement, activities: readonly number[]) =>
  codings.map((coding) => decidedAnswers(coding, activities));

/** The first activity that the raters answer differently, where the keys begin. */
function firstDifference(data: Disagreement, activities: readonly number[]): number | null {
  const common = commonAnswers(codingAnswers(data, activities), activities);
  return activities.find((id) => !common[id]) ?? activities[0] ?? null;
}

type DisagreementValue = ReturnType<typeof useDisagreementValue>;

const DisagreementContext = createContext<DisagreementValue | null>(null);

/** One disagreement and the decision that is being made on it. One per unit: give it a key. */
export function DisagreementProvider({ children, ...data }: UnitData & { children: ReactNode }) {
  return <DisagreementContext value={useDisagreementValue(data)}>{children}</DisagreementContext>;
}

export function useDisagreement(): DisagreementValue {
  const disagreement = use(DisagreementContext);
  if (!disagreement) throw new Error("DisagreementProvider is missing.");
  return disagreement;
}
