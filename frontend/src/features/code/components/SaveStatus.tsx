import { Text, VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";
import type { SaveState } from "../state/draftSaver";
import classes from "./CodingScreen.module.css";

/** Where the words of this unit are right now. */
export function SaveSign({ state, elsewhere }: { state: SaveState; elsewhere: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (state.phase !== "saved") return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [state]);
  const others =
    elsewhere > 0 ? ` ${elsewhere} other ${elsewhere === 1 ? "unit is" : "units are"} kept here too.` : "";
  return (
    <>
      <Text size="sm" className={classes.save} data-phase={state.phase} aria-hidden>
        {words(state, now)}
        {others}
      </Text>
      {/* Read out when the state changes, not every second. */}
      <VisuallyHidden role="status">{words(state, "at" in state ? state.at : now) + others}</VisuallyHidden>
    </>
  );
}

function words(state: SaveState, now: number): string {
  switch (state.phase) {
    case "quiet":
      return "";
    case "saving":
      return "Saving…";
    case "saved":
      return since(Math.max(0, Math.floor((now - state.at) / 1_000)));
    case "away": {
      const why = state.offline ? "Offline" : "The server fails";
      return state.kept
        ? `${why}: kept on this computer`
        : `${why}, and this browser keeps nothing: stay on this page`;
    }
    case "conflict":
      return "Not saved: written in two windows";
    case "refused":
      return `Not saved: ${state.detail}`;
  }
}

function since(seconds: number): string {
  if (seconds < 2) return "Saved";
  return seconds < 60 ? `Saved ${seconds} s ago` : `Saved ${Math.floor(seconds / 60)} min ago`;
}
