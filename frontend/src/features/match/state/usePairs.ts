import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useRefreshStudy } from "../../../api/studies";
import { isLate, type Matching, matchingQuery, type Pair, putPairs } from "../api";

const plain = ({ pairs }: Matching): Pair[] =>
  pairs.map(({ code, label, reason }) => ({ code, label, reason }));

/** The pairs on the screen, with undo; each change is sent at once, one at a time, and answers the new agreement. */
export function usePairs(study: string, round: number, data: Matching, onLate: () => void) {
  const cache = useQueryClient();
  const refresh = useRefreshStudy(study);
  const [pairs, setPairs] = useState(() => plain(data));
  const [past, setPast] = useState<Pair[][]>([]);
  const [error, setError] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const revision = useRef(data.revision);
  const waiting = useRef<Pair[] | null>(null);
  const busy = useRef(false);

  const send = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setSaving(true);
    setError(null);
    while (waiting.current) {
      const next: Pair[] = waiting.current;
      waiting.current = null;
      try {
        const answer = await putPairs(study, round, next, revision.current);
        revision.current = answer.revision;
        cache.setQueryData(matchingQuery(study, round).queryKey, answer);
      } catch (failure) {
        waiting.current = null;
        if (isLate(failure)) {
          onLate();
          await refresh(); // the confirmed matching takes the place of the table
        } else setError(failure);
      }
    }
    busy.current = false;
    setSaving(false);
  }, [cache, study, round, refresh, onLate]);

  const show = (next: Pair[]) => {
    setPairs(next);
    waiting.current = next;
    void send();
  };

  return {
    pairs,
    saving,
    error,
    canUndo: past.length > 0,
    change: (next: Pair[]) => {
      setPast([...past, pairs]);
      show(next);
    },
    undo: () => {
      const last = past.at(-1);
      if (!last) return;
      setPast(past.slice(0, -1));
      show(last);
    },
    /** After a failed write: what I see once more, on top of what is stored. */
    retry: () => show(pairs),
    /** After a stale write: what somebody else has stored, in the place of mine. */
    reload: async () => {
      const fresh = await cache.fetchQuery({ ...matchingQuery(study, round), staleTime: 0 });
      revision.current = fresh.revision;
      setPairs(plain(fresh));
      setPast([]);
      setError(null);
    },
  };
}
