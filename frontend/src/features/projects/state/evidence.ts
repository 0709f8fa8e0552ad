/** What the page shows of an activity: what was found, what was not found, and what cannot be seen. */
import type { Evidence } from "../api";

export interface EvidenceGroups {
  findings: Evidence[];
  notFound: Evidence[];
  unavailable: Evidence[];
}

/** A finding has a file or holds; the other rows say what was looked for, or why nothing can be said. */
export function grouped(rows: readonly Evidence[]): EvidenceGroups {
  const unavailable = rows.filter(
    ({ outcome, path }) => path === null && (outcome === "not available" || outcome === "not applicable"),
  );
  const notFound = rows.filter(({ outcome, path }) => path === null && outcome === "false");
  const findings = rows.filter((row) => !unavailable.includes(row) && !notFound.includes(row));
  return { findings, notFound, unavailable };
}

/** "src/ci.yml:12–14"; the path alone if no line is named. */
export function location({ path, line, line_end }: Pick<Evidence, "path" | "line" | "line_end">): string {
  if (path === null || line === null) return path ?? "";
  return `${path}:${line}${line_end !== null && line_end > line ? `–${line_end}` : ""}`;
}
