import type { AdvisoryBrief } from "../../../api/advisories";
import type { Part } from "../api";

/** The facts in words: of a disagreement, and of what a revision changed. */
export const FACTS: Record<string, string> = {
  severity: "Severity",
  band: "Word and score",
  cvss_v3: "CVSS v3",
  cvss_v4: "CVSS v4",
  cwes: "Weaknesses",
  fixed: "Fixed version",
  withdrawn: "Withdrawn",
  title: "Title",
  text: "Text",
  aliases: "Other identifiers",
  packages: "Affected versions",
  references: "References",
  published: "Published",
};

export function severityWords({ severity, cvss_score }: AdvisoryBrief): string {
  if (severity === null) return "hidden";
  return [severity || "unknown", cvss_score?.toFixed(1)].filter(Boolean).join(" ");
}

export const publishedWords = ({ published_at }: AdvisoryBrief) => published_at?.slice(0, 10) ?? "–";

const AROUND = 240; // characters that stay beside a change

type Stretch = Part | { kind: "folded"; characters: number };

/** A difference with its long stretches of the same text cut to what stands beside the changes. */
export function folded(parts: readonly Part[]): Stretch[] {
  return parts.flatMap((part, place): Stretch[] => {
    const head = place > 0 ? AROUND : 0;
    const tail = place < parts.length - 1 ? AROUND : 0;
    const letters = [...part.text];
    const characters = letters.length - head - tail;
    if (part.kind !== "same" || characters < AROUND) return [part];
    return [
      ...(head ? [{ kind: part.kind, text: letters.slice(0, head).join("") }] : []),
      { kind: "folded", characters },
      ...(tail ? [{ kind: part.kind, text: letters.slice(-tail).join("") }] : []),
    ];
  });
}
