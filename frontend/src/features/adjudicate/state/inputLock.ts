import { useEffect, useState } from "react";

const PAUSE = 300; // ms without a key, after which keys are meant for what is on the screen

/** Keys pressed while a decision is on its way were meant for no unit: they are dropped, up to the first pause after. */
export class Gate {
  private held = false;
  private dropped = Number.NEGATIVE_INFINITY;

  hold() {
    this.held = true;
  }

  open() {
    this.held = false;
  }

  /** Whether a key pressed at this time (ms) counts. */
  lets(at: number): boolean {
    if (!this.held && at - this.dropped > PAUSE) return true;
    this.dropped = at;
    return false;
  }
}

export function useGate(): Gate {
  const [gate] = useState(() => new Gate());
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const ofBrowser = (event.ctrlKey || event.metaKey || event.altKey) && event.key !== "Enter";
      if (ofBrowser || gate.lets(performance.now())) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [gate]);
  return gate;
}
