import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { putDraft, type SeatData } from "../api";
import type { Stopwatch } from "../state/activeTime";
import {
  type Answer,
  alike,
  begin,
  canonical,
  type Edit,
  edited,
  type History,
  NO_ANSWER,
  undone,
} from "../state/draft";
import { DraftSaver } from "../state/draftSaver";
import type { Shelf } from "../state/localDrafts";

interface Seat {
  study: string;
  round: number;
  data: SeatData;
  several: boolean;
  shelf: Shelf;
  watch: Stopwatch;
}

/** The answer on the screen, its undo, and the saver that follows it. One a unit: give the component a key. */
export function useAnswer({ study, round, data, several, shelf, watch }: Seat) {
  const cache = useQueryClient();
  const unit = data.unit.number;
  const [history, setHistory] = useState<History>(() => begin(opening(data, shelf)));
  const [saver] = useState(
    () =>
      new DraftSaver(data.revision, {
        put: (answer, revision) =>
          putDraft(cache, { study, round, unit }, answer, revision, watch.seconds(Date.now())),
        keep: (kept) => shelf.put(unit, kept),
        forget: () => shelf.drop(unit),
      }),
  );
  const save = useSyncExternalStore(saver.subscribe, () => saver.state);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what lay on the shelf when the unit was opened
  useEffect(() => {
    saver.stay();
    const kept = shelf.get(unit);
    if (kept) {
      if (kept.revision === data.revision) saver.change(kept.answer);
      else if (data.draft && alike(data.draft, kept.answer)) shelf.drop(unit);
      else saver.clash(kept.answer, stored(data), data.revision);
    }
    const flush = () => void saver.flush();
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", flush);
      saver.leave();
    };
  }, [saver]);

  // Another window of mine wrote this draft, and nothing was written here since: show what it wrote.
  useEffect(() => {
    if (!saver.clean || data.revision === saver.revision || saver.state.phase === "conflict") return;
    saver.adopt(data.revision);
    setHistory(begin(stored(data) ?? NO_ANSWER));
  }, [saver, data]);

  const show = useCallback(
    (next: History) => {
      setHistory(next);
      saver.change(next.now);
    },
    [saver],
  );
  const change = (edit: Edit) => {
    const next = edited(history, edit, several);
    if (next !== history) show(next);
  };
  const undo = () => {
    if (history.past.length > 0) show(undone(history));
  };
  const takeTheirs = () => setHistory(begin(saver.takeTheirs() ?? NO_ANSWER));

  return { answer: history.now, canUndo: history.past.length > 0, change, undo, save, saver, takeTheirs };
}

const stored = ({ draft, coding }: SeatData): Answer | null =>
  (draft || coding) && canonical(draft ?? coding ?? NO_ANSWER);

function opening(data: SeatData, shelf: Shelf): Answer {
  const kept = shelf.get(data.unit.number)?.answer;
  return kept ? canonical(kept) : (stored(data) ?? NO_ANSWER);
}
