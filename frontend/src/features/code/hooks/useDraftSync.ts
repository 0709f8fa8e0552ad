import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { putDraft } from "../api";
import type { Shelf } from "../state/localDrafts";

const PAUSE = 15_000;

/** Sends what this browser still keeps of other units, and says for how many it does. */
export function useOutbox(study: string, round: number, shelf: Shelf, current: number | null): number {
  const cache = useQueryClient();
  const [left, setLeft] = useState(0);

  useEffect(() => {
    let busy = false;
    let gone = false;
    const others = () => shelf.units().filter((unit) => unit !== current);
    const send = async () => {
      if (busy) return;
      busy = true;
      for (const unit of others()) {
        const kept = shelf.get(unit);
        if (!kept || gone) continue;
        try {
          await putDraft(cache, { study, round, unit }, kept.answer, kept.revision);
          shelf.drop(unit);
        } catch {
          // It stays on the shelf: opening the unit shows it, beside the stored draft where they differ.
        }
      }
      busy = false;
      if (!gone) setLeft(others().length);
    };
    // The unit that was just left is still writing for itself.
    const first = setTimeout(send, 2_000);
    const again = setInterval(send, PAUSE);
    window.addEventListener("online", send);
    return () => {
      gone = true;
      clearTimeout(first);
      clearInterval(again);
      window.removeEventListener("online", send);
    };
  }, [cache, study, round, shelf, current]);

  return left;
}
