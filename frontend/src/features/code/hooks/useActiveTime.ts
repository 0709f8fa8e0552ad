import { useEffect, useState } from "react";
import { ActiveTimer } from "../state/activeTime";

const INPUT_EVENTS = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove"] as const;

/** The timer of one unit, which continues from the seconds of its draft. */
export function useActiveTime(seconds: number): ActiveTimer {
  const [timer] = useState(() => new ActiveTimer(seconds, Date.now()));
  useEffect(() => {
    const onInput = () => timer.recordInput(Date.now());
    const onVisibility = () => (document.hidden ? timer.stop(Date.now()) : onInput());
    for (const event of INPUT_EVENTS) window.addEventListener(event, onInput, { passive: true });
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      for (const event of INPUT_EVENTS) window.removeEventListener(event, onInput);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [timer]);
  return timer;
}
