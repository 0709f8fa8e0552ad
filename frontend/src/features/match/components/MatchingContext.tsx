import { createContext, type ReactNode, use, useRef } from "react";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import type { Matching } from "../api";
import { useMatchingEdits } from "../hooks/useMatchingEdits";
import {
  codesOf,
  groupByLabel,
  openSuggestions,
  type SharedGroup,
  suggestedLabel,
  withAccepted,
  withDrop,
  withMatch,
  withOwnLabels,
} from "../state/pairs";

interface MatchingData {
  round: Round;
  data: Matching;
  /** Called when a write is refused because another member has confirmed the matching. */
  onConfirmed: () => void;
}

function useMatchingValue({ round, data, onConfirmed }: MatchingData) {
  const study = useStudy();
  const edits = useMatchingEdits(study.slug, round.number, data, onConfirmed);
  const { state, dispatch } = edits;
  const { pairs } = state;
  const codes = codesOf(data);
  const selected = codes.filter(({ id }) => state.selected.includes(id));
  const { proposals, unpaired } = openSuggestions(codes, pairs, data.suggestions);
  const labelField = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLDivElement>(null);

  const change = (next: typeof pairs) => dispatch({ type: "change", pairs: next });
  const focusedCode = () => (document.activeElement as HTMLElement | null)?.dataset.code;
  const match = (label: string, reason = "") => {
    if (state.selected.length > 0 && label.trim()) change(withMatch(pairs, state.selected, label, reason));
  };
  return {
    ...edits,
    study,
    round,
    data,
    codes,
    raters: data.raters.map(({ name }) => name),
    groups: groupByLabel(codes, pairs),
    proposals,
    unpaired,
    selected,
    labelField,
    table,
    change,
    match,
    matchSelected: () => match(labelField.current?.value ?? suggestedLabel(selected)),
    accept: (group: SharedGroup) => change(withAccepted(pairs, [group])),
    /** Accept the suggestion of the focused code, or the first one. */
    acceptFocused: () => {
      const focused = focusedCode();
      const group =
        proposals.find((proposal) => proposal.codes.some(({ id }) => String(id) === focused)) ?? proposals[0];
      if (group) change(withAccepted(pairs, [group]));
    },
    acceptAll: () => {
      if (proposals.length > 0) change(withAccepted(pairs, proposals));
    },
    /** The selected codes, or the focused one, become shared codes of their own labels. */
    keepOwnLabels: () => {
      const focused = focusedCode();
      const chosen = selected.length > 0 ? selected : codes.filter(({ id }) => String(id) === focused);
      if (chosen.length > 0) change(withOwnLabels(pairs, chosen));
    },
    drop: (dragged: number, target: number) => change(withDrop(pairs, codes, dragged, target)),
  };
}

type MatchingValue = ReturnType<typeof useMatchingValue>;

const MatchingContext = createContext<MatchingValue | null>(null);

/** State, data and actions of a matching that can still be changed. */
export function MatchingProvider({ children, ...data }: MatchingData & { children: ReactNode }) {
  return <MatchingContext value={useMatchingValue(data)}>{children}</MatchingContext>;
}

export function useMatching(): MatchingValue {
  const matching = use(MatchingContext);
  if (!matching) throw new Error("MatchingProvider is missing.");
  return matching;
}
