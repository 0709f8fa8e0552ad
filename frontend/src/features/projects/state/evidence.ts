/** What the page shows of an activity: what was found, what was not found, and what cannot be seen. */
import type { Evidence } from "../api";

interface EvidenceGroups {
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

/**
 * What was looked for, without the words around it: "No template of Zuul." and "Looked for Bors." become
 * "template of Zuul" and "Bors". Any other reason is unchanged. The profile that raters read does the same.
 */
export function sought({ reason, tool }: Pick<Evidence, "reason" | "tool">): string {
  const bare = reason.replace(/^(?:.*?\bLooked for:? |No (?=[\w-]))/, "");
  return bare === reason ? reason || tool : bare.replace(/\.$/, "");
}

/** "src/ci.yml:12–14"; the path alone if no line is named. */
export function location({ path, line, line_end }: Pick<Evidence, "path" | "line" | "line_end">): string {
  if (path === null || line === null) return path ?? "";
  return `${path}:${line}${line_end !== null && line_end > line ? `–${line_end}` : ""}`;
}
