import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useLayoutEffect, useReducer, useRef, useState } from "react";
import { useRefreshStudy } from "../../../api/studies";
import { isConfirmedError, type Matching, matchingQuery, type Pair, putPairs } from "../api";
import { matchingReducer, openMatching } from "../state/matchingReducer";

/** The state of the matching. Each change is sent immediately, one at a time, and answered with the new agreement. */
export function useMatchingEdits(study: string, round: number, data: Matching, onConfirmed: () => void) {
  const cache = useQueryClient();
  const refresh = useRefreshStudy(study);
  const [state, dispatch] = useReducer(matchingReducer, data, openMatching);
  const [error, setError] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const revision = useRef(data.revision);
  const unsent = useRef<Pair[] | null>(null);
  const busy = useRef(false);

  const send = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setSaving(true);
    setError(null);
    while (unsent.current) {
      const pairs: Pair[] = unsent.current;
      unsent.current = null;
      try {
        const stored = await putPairs(study, round, pairs, revision.current);
        revision.current = stored.revision;
        cache.setQueryData(matchingQuery(study, round).queryKey, stored);
      } catch (failure) {
        unsent.current = null;
        if (isConfirmedError(failure)) {
          onConfirmed();
          await refresh(); // the confirmed matching replaces the table
        } else setError(failure);
      }
    }
    busy.current = false;
    setSaving(false);
  }, [cache, study, round, refresh, onConfirmed]);

  // Immediate, so that the matching cannot be confirmed before its last change is sent.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change is sent once
  useLayoutEffect(() => {
    if (state.changes === 0) return;
    unsent.current = state.pairs;
    void send();
  }, [state.changes]);

  return {
    state,
    dispatch,
    saving,
    error,
    /** After a stale write: show what another member stored. */
    reload: async () => {
      const matching = await cache.fetchQuery({ ...matchingQuery(study, round), staleTime: 0 });
      revision.current = matching.revision;
      setError(null);
      dispatch({ type: "load", matching });
    },
  };
}
