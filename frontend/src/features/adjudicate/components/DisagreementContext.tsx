import { usePrefetchQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useReducer, useRef } from "react";
import { pairOf, pairText, useAnswerText } from "../../../api/disagreements";
import type { Code } from "../../../api/studies";
import { type Disagreement, disagreementQuery, type RaterCoding, useSimilarDecisions } from "../api";
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
  const [state, dispatch] = useReducer(decisionReducer, unit, openDisagreement);
  const { changes } = state;
  const decide = useDecide();
  const similar = useSimilarDecisions(study.slug, round.number, unit);
  const undo = useUndo(unit);
  const fields = { finder: useRef<HTMLInputElement>(null), reason: useRef<HTMLInputElement>(null) };

  const permission = mayDecide(round, study, data);
  const editable = permission.methods.length > 0;
  const adjudicator = mayAdjudicate(round, study);
  const sharedCodes = codes.filter((code) => code.owner === null);
  const index = shown.findIndex((row) => row.unit === unit);
  const row = rows.find((candidate) => candidate.unit === unit);
  const answerText = useAnswerText();
  const pair = row ? pairOf(row) : null;

  const chosen = changes.codes ?? decision?.merged_codes.map(({ id }) => id) ?? null;
  const noCodeReason = changes.noCodeReason ?? decision?.no_code_reason ?? "";
  const suggested = decision
    ? writtenReason(decision)
    : pair === null
      ? ""
      : suggestedReason(rows, pair, chosen, noCodeReason);
  const draft = {
    codes: chosen,
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
  const complete = isComplete(chosen, noCodeReason, draft.reason) && draft.retired.length === 0;

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
        unclear: [],
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
    usableCodes: sharedCodes.filter((code) => !code.retired),
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
      change(no_code_reason ? { noCodeReason: no_code_reason } : { codes: merged_codes.map(({ id }) => id) });
    },
    isChosen: ({ merged_codes, no_code_reason }: RaterCoding) =>
      chosen !== null && sameAnswer(chosen, noCodeReason, { codes: merged_codes, no_code_reason }),
    confirm,
    goBy: (step: number) => {
      const target = shown[index + step];
      if (target) open(target.unit);
    },
  };
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
