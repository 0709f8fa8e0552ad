import { useEffect, useState } from "react";
import { Stopwatch } from "../state/activeTime";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove"] as const;

/** The stopwatch of one unit, which goes on from what its draft has. */
export function useStopwatch(seconds: number): Stopwatch {
  const [watch] = useState(() => new Stopwatch(seconds, Date.now()));
  useEffect(() => {
    const note = () => watch.note(Date.now());
    const look = () => (document.hidden ? watch.stop(Date.now()) : note());
    for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, note);
      document.removeEventListener("visibilitychange", look);
    };
  }, [watch]);
  return watch;
}
