import { createContext, type ReactNode, use, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { DisagreementBrief } from "../../../api/answers";
import type { Round } from "../../../api/studies";
import { stepPath, useStudy } from "../../../shared/study";
import { type Filter, filtered, nextUndecided } from "../state/adjudication";
import { DelayedRefresh } from "../state/delayedRefresh";
import type { InputLock } from "../state/inputLock";

interface RoundData {
  round: Round;
  rows: DisagreementBrief[];
  inputLock: InputLock;
}

function useAdjudicationValue({ round, rows, inputLock }: RoundData) {
  const study = useStudy();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [refresh] = useState(() => new DelayedRefresh());
  const filter: Filter = {
    pair: search.get("pair"),
    code: search.get("code"),
    certainty: search.get("certainty"),
    discussion: search.get("discussion") === "decidable" ? "decidable" : null,
  };
  const path = (unit: number | null, by: Filter = filter) => {
    const set = Object.entries(by).filter((entry): entry is [string, string] => entry[1] !== null);
    const query = set.length ? `?${new URLSearchParams(set)}` : "";
    return `${stepPath(study, "adjudicate", round.number)}${unit === null ? "" : `/${unit}`}${query}`;
  };
  return {
    study,
    round,
    rows,
    inputLock,
    refresh,
    filter,
    /** The disagreements that the filter shows. */
    shown: filtered(rows, filter),
    path,
    /** Open a unit, or the start of the list. Immediate, so that the next key acts on the new unit. */
    open: (unit: number | null) => void navigate(path(unit), { flushSync: true }),
    /** Show other disagreements, from their first undecided one. */
    setFilter: (by: Filter, current: number) => {
      const matches = filtered(rows, by);
      void navigate(path(nextUndecided(matches, null) ?? matches[0]?.unit ?? current, by));
    },
  };
}

type Adjudication = ReturnType<typeof useAdjudicationValue>;

const AdjudicationContext = createContext<Adjudication | null>(null);

/** The disagreements of a round, their filter, and the way from one to another. */
export function AdjudicationProvider({ children, ...data }: RoundData & { children: ReactNode }) {
  return <AdjudicationContext value={useAdjudicationValue(data)}>{children}</AdjudicationContext>;
}

export function useAdjudication(): Adjudication {
  const adjudication = use(AdjudicationContext);
  if (!adjudication) throw new Error("AdjudicationProvider is missing.");
  return adjudication;
}
