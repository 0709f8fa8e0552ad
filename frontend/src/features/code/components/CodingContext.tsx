import { createContext, type ReactNode, use, useMemo } from "react";
import type { Code, Round } from "../../../api/studies";
import { passagesOf } from "../../../shared/activities/evidence";
import { useStudy } from "../../../shared/study";
import type { CodingUnit, Worklist } from "../api";
import { useActiveTime } from "../hooks/useActiveTime";
import { useCodes } from "../hooks/useCodes";
import { useCodingActions } from "../hooks/useCodingActions";
import { useCodingFields } from "../hooks/useCodingFields";
import { useDraft } from "../hooks/useDraft";
import { useUnitNavigation } from "../hooks/useUnitNavigation";
import type { LocalDrafts } from "../state/localDrafts";

export interface CodingData {
  round: Round;
  worklist: Worklist;
  codes: readonly Code[];
  data: CodingUnit;
  localDrafts: LocalDrafts;
  /** Whether the unit is the one that was submitted last on this page. */
  justSubmitted: boolean;
  onSubmit: (unit: number) => void;
}

function useCodingValue({ round, worklist, codes: all, data, localDrafts, ...submitted }: CodingData) {
  const study = useStudy();
  const ofProjects = study.kind === "projects";
  const activities = useMemo(
    () => (ofProjects ? all.filter(({ retired }) => !retired).map(({ id }) => id) : []),
    [ofProjects, all],
  );
  const passages = useMemo(
    () => passagesOf(data.evidence ?? [], data.unit.text),
    [data.evidence, data.unit.text],
  );
  const offersSuggestion =
    ofProjects && round.state === "open" && round.suggestions === "after" && data.coding !== null;
  const timer = useActiveTime(data.draft?.active_seconds ?? 0);
  const { state, dispatch, saver } = useDraft({
    study: study.slug,
    round,
    data,
    localDrafts,
    timer,
    activities,
    codesShown: submitted.justSubmitted && offersSuggestion,
  });
  const codes = useCodes({ study: study.slug, round, all, worklist, localDrafts });
  const navigation = useUnitNavigation(study.slug, round.number, worklist, state.unit);
  const fields = useCodingFields();
  const actions = useCodingActions({
    study: study.slug,
    round,
    data,
    state,
    dispatch,
    saver,
    timer,
    codes,
    activities,
    passages,
    localDrafts,
    navigation,
    fields,
    onSubmit: submitted.onSubmit,
  });
  return {
    study,
    round,
    worklist,
    data,
    localDrafts,
    state,
    dispatch,
    codes,
    /** The codes of the activities of a study of projects, in their order; empty in a study of advisories. */
    activities,
    /** Whether the rater may ask what the rules suggest, or has asked. */
    offersSuggestion,
    /** The passages of the text that show findings of the inspection. */
    passages,
    navigation,
    fields,
    actions,
  };
}

type Coding = ReturnType<typeof useCodingValue>;

const CodingContext = createContext<Coding | null>(null);

/** State, data and actions of the coding screen for one unit. One per unit: give it a key. */
export function CodingProvider({ children, ...data }: CodingData & { children: ReactNode }) {
  return <CodingContext value={useCodingValue(data)}>{children}</CodingContext>;
}

export function useCoding(): Coding {
  const coding = use(CodingContext);
  if (!coding) throw new Error("CodingProvider is missing.");
  return coding;
}
