import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useReducer, useState } from "react";
import type { Round } from "../../../api/studies";
import { type CodingUnit, putDraft } from "../api";
import type { ActiveTimer } from "../state/activeTime";
import { codingReducer, openUnit } from "../state/codingReducer";
import { type CodingDraft, EMPTY_DRAFT, normalise, sameDraft } from "../state/draft";
import { DraftSaver } from "../state/draftSaver";
import type { LocalDrafts } from "../state/localDrafts";

interface Options {
  study: string;
  round: Round;
  data: CodingUnit;
  localDrafts: LocalDrafts;
  timer: ActiveTimer;
  /** In a study of projects: the codes of the activities, in their order. */
  activities: readonly number[];
  /** Whether the panel of a phone is open at first. */
  codesShown: boolean;
}

/** The state of the screen and the saver that stores its draft. One per unit: give the component a key. */
export function useDraft({ study, round, data, localDrafts, timer, activities, codesShown }: Options) {
  const cache = useQueryClient();
  const unit = data.unit.number;
  const [state, dispatch] = useReducer(codingReducer, undefined, () => {
    const local = localDrafts.get(unit);
    return openUnit({
      unit,
      multiLabel: round.multi_label,
      draft: local ? normalise(local.draft) : (storedDraft(data, activities) ?? EMPTY_DRAFT),
      editing: data.coding === null || data.draft !== null || local !== null,
      activity: activities[0] ?? null,
      codesShown,
    });
  });
  const [saver] = useState(
    () =>
      new DraftSaver(data.revision, {
        put: (draft, revision) =>
          putDraft(cache, { study, round: round.number, unit }, draft, revision, timer.seconds(Date.now())),
        storeLocally: (stored) => localDrafts.put(unit, stored),
        removeLocally: () => localDrafts.remove(unit),
      }),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the local draft at the time of opening
  useEffect(() => {
    const unsubscribe = saver.subscribe(() => dispatch({ type: "saveChanged", save: saver.state }));
    saver.resume();
    const local = localDrafts.get(unit);
    if (local) {
      if (local.revision === data.revision) saver.change(local.draft);
      else if (data.draft && sameDraft(data.draft, local.draft)) localDrafts.remove(unit);
      else saver.reportConflict(local.draft, storedDraft(data, activities), data.revision);
    }
    const flush = () => void saver.flush();
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      unsubscribe();
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", flush);
      saver.leave();
    };
  }, [saver]);

  // Before the next key is handled, so that a submission never misses a change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change is saved once
  useLayoutEffect(() => {
    if (state.changes > 0) saver.change(state.draft);
  }, [saver, state.changes]);

  // Another window of the same rater wrote this draft, and nothing is unsent here: show it.
  useEffect(() => {
    if (!saver.clean || data.revision === saver.revision || saver.state.phase === "conflict") return;
    saver.adopt(data.revision);
    dispatch({ type: "replaceDraft", draft: storedDraft(data, activities) ?? EMPTY_DRAFT });
  }, [saver, data, activities]);

  return { state, dispatch, saver };
}

/** The draft on the server, or else the submitted coding, which has an answer to each activity. */
const storedDraft = ({ draft, coding }: CodingUnit, activities: readonly number[]): CodingDraft | null => {
  if (draft) return normalise(draft);
  return coding && normalise({ ...coding, answered: [...activities] });
};
