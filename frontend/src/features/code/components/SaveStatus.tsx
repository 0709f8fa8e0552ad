import { Text, VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";
import { useDraftSync } from "../hooks/useDraftSync";
import type { SaveState } from "../state/draftSaver";
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
  const others =
    unsent > 0 ? ` ${unsent} other ${unsent === 1 ? "unit is" : "units are"} kept here too.` : "";
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
      return "Saving…";
    case "saved":
      return savedSince(Math.max(0, Math.floor((now - save.at) / 1_000)));
    case "unreachable": {
      const cause = save.offline ? "Offline" : "The server fails";
      return save.stored
        ? `${cause}: kept on this computer`
        : `${cause}, and this browser keeps nothing: stay on this page`;
    }
    case "conflict":
      return "Not saved: written in two windows";
    case "refused":
      return `Not saved: ${save.detail}`;
  }
}

function savedSince(seconds: number): string {
  if (seconds < 2) return "Saved";
  return seconds < 60 ? `Saved ${seconds} s ago` : `Saved ${Math.floor(seconds / 60)} min ago`;
}
