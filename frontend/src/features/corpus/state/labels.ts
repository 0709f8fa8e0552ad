import type { AdvisoryBrief } from "../../../api/advisories";
import type { Part } from "../api";
import { texts } from "../texts";

export function severityText({ severity, cvss_score }: AdvisoryBrief): string {
  if (severity === null) return texts.table.hiddenSeverity;
  return [severity || texts.table.unknownSeverity, cvss_score?.toFixed(1)].filter(Boolean).join(" ");
}

export const publishedDay = ({ published_at }: AdvisoryBrief) => published_at?.slice(0, 10) ?? "–";

const CONTEXT = 240; // unchanged characters that are shown next to a change

type ShownPart = Part | { kind: "omitted"; characters: number };

/** A difference in which long unchanged parts are shortened to the text next to a change. */
export function shortened(parts: readonly Part[]): ShownPart[] {
  return parts.flatMap((part, index): ShownPart[] => {
    const head = index > 0 ? CONTEXT : 0;
    const tail = index < parts.length - 1 ? CONTEXT : 0;
    const letters = [...part.text];
    const characters = letters.length - head - tail;
    if (part.kind !== "same" || characters < CONTEXT) return [part];
    return [
      ...(head ? [{ kind: part.kind, text: letters.slice(0, head).join("") }] : []),
      { kind: "omitted", characters },
      ...(tail ? [{ kind: part.kind, text: letters.slice(-tail).join("") }] : []),
    ];
  });
}
