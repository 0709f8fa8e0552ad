import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { putDraft } from "../api";
import type { LocalDrafts } from "../state/localDrafts";

const FIRST_DELAY = 2_000; // ms: the unit that was just left may still be saving
const INTERVAL = 15_000; // ms

/** Send the local drafts of other units, and return how many remain. */
export function useDraftSync(
  study: string,
  codingRound: number,
  localDrafts: LocalDrafts,
  currentUnit: number,
): number {
  const cache = useQueryClient();
  const [unsent, setUnsent] = useState(0);

  useEffect(() => {
    let busy = false;
    let ended = false;
    const otherUnits = () => localDrafts.units().filter((unit) => unit !== currentUnit);
    const send = async () => {
      if (busy) return;
      busy = true;
      for (const unit of otherUnits()) {
        const stored = localDrafts.get(unit);
        if (!stored || ended) continue;
        try {
          await putDraft(cache, { study, round: codingRound, unit }, stored.draft, stored.revision);
          localDrafts.remove(unit);
        } catch {
          // The draft remains. Where it differs from the stored one, opening the unit shows both.
        }
      }
      busy = false;
      if (!ended) setUnsent(otherUnits().length);
    };
    const first = setTimeout(send, FIRST_DELAY);
    const interval = setInterval(send, INTERVAL);
    window.addEventListener("online", send);
    return () => {
      ended = true;
      clearTimeout(first);
      clearInterval(interval);
      window.removeEventListener("online", send);
    };
  }, [cache, study, codingRound, localDrafts, currentUnit]);

  return unsent;
}
