/** How people's commits entered the main line, from the evidence of the history. */
import type { Evidence } from "../api";

export const HISTORY_PARTS = ["change_request", "by_another", "own_merge", "pushed"] as const;
type HistoryPart = (typeof HISTORY_PARTS)[number];
type HistoryCounts = Record<HistoryPart, number>;

const HISTORY_PROBE = "review.by_another";

/** The counts; null where the history was not read. Change requests merged by their author are counted apart. */
export function historyCounts(rows: readonly Pick<Evidence, "probe" | "values">[]): HistoryCounts | null {
  const values = rows.find(({ probe }) => probe === HISTORY_PROBE)?.values ?? {};
  const count = (name: string) => (typeof values[name] === "number" ? values[name] : 0);
  const own_merge = count("own");
  const counts = {
    change_request: Math.max(0, count("requests") - own_merge),
    by_another: count("by_another"),
    own_merge,
    pushed: count("pushed"),
  };
  return total(counts) > 0 ? counts : null;
}

export const total = (counts: HistoryCounts): number =>
  HISTORY_PARTS.reduce((sum, part) => sum + counts[part], 0);
