import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { codingUnitQuery, type Worklist } from "../api";
import { nextUnfinished } from "../state/worklist";

/** The ways from one unit to others; the likely next ones are loaded in advance. */
export function useUnitNavigation(study: string, codingRound: number, worklist: Worklist, unit: number) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const path = (number: number | null) => `/studies/${study}/rounds/${codingRound}/code/${number ?? ""}`;
  const index = worklist.units.findIndex(({ number }) => number === unit);
  const nextUnit = worklist.units[index + 1]?.number;
  const unfinished = nextUnfinished(worklist.units, unit)?.number ?? null;

  useEffect(() => {
    for (const number of [nextUnit, unfinished]) {
      if (typeof number === "number") void cache.prefetchQuery(codingUnitQuery(study, codingRound, number));
    }
  }, [cache, study, codingRound, nextUnit, unfinished]);

  return {
    path,
    deferred: worklist.units[index]?.deferred ?? false,
    nextUnfinished: unfinished,
    /** Open a unit, or the end of the work list. Immediate, so that the next key acts on the new unit. */
    open: (number: number | null) => void navigate(path(number), { flushSync: true }),
    goBy: (step: number) => {
      const target = worklist.units[index + step];
      if (target) void navigate(path(target.number), { flushSync: true });
    },
  };
}
