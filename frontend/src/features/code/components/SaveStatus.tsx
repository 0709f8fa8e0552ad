import { Text, VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";
import { useDraftSync } from "../hooks/useDraftSync";
import type { SaveState } from "../state/draftSaver";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";
import classes from "./CodingScreen.module.css";

/** Where the draft of this unit is stored, and how many other units have unsent drafts. */
export function SaveStatus() {
  const { study, round, localDrafts, state } = useCoding();
  const { save } = state;
  const unsent = useDraftSync(study.slug, round.number, localDrafts, state.unit);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (save.phase !== "saved") return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [save]);
  const others = unsent > 0 ? texts.save.otherDrafts(unsent) : "";
  return (
    <>
      <Text size="sm" className={classes.save} data-phase={save.phase} aria-hidden>
        {saveText(save, now)}
        {others}
      </Text>
      {/* Announced when the state changes, not every second. */}
      <VisuallyHidden role="status">{saveText(save, "at" in save ? save.at : now) + others}</VisuallyHidden>
    </>
  );
}

function saveText(save: SaveState, now: number): string {
  switch (save.phase) {
    case "idle":
      return "";
    case "saving":
      return texts.save.saving;
    case "saved":
      return savedSince(Math.max(0, Math.floor((now - save.at) / 1_000)));
    case "unreachable":
      return texts.save.unreachable(save.offline, save.stored);
    case "conflict":
      return texts.save.conflict;
    case "refused":
      return texts.save.refused(save.detail);
  }
}

function savedSince(seconds: number): string {
  if (seconds < 2) return texts.save.saved;
  return seconds < 60 ? texts.save.savedSeconds(seconds) : texts.save.savedMinutes(Math.floor(seconds / 60));
}
