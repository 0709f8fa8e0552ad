interface Ready {
  codes: number;
  /** Said that no code can be given, and why. */
  uncoded: boolean;
  several: boolean;
  /** Said outright that no code applies: where a unit may have several codes, that is an answer too. */
  none: boolean;
  again: boolean;
  reason: string;
  phase: string;
}

/** Why an answer cannot be submitted yet; empty when it can. */
export function hindranceOf({ codes, uncoded, several, none, again, reason, phase }: Ready): string {
  if (phase === "conflict") return "Choose one of the two versions first.";
  if (codes === 0 && !several && !uncoded) return "Choose a code first.";
  if (codes === 0 && !none && !uncoded) return "Choose a code, or say that none applies.";
  if (again && !reason.trim()) return "Give the reason for the change first.";
  return "";
}
