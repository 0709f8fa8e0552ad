import type { Advisory } from "../../../api/advisories";
import { Warning } from "../../../shared/ui/Warning";

/** The mark of an advisory that every source has withdrawn. */
export function Withdrawn({ advisory }: { advisory: Advisory }) {
  if (!advisory.withdrawn_at) return null;
  return (
    <Warning title="Withdrawn">
      Every source has withdrawn this advisory, the last on {advisory.withdrawn_at.slice(0, 10)}.
    </Warning>
  );
}
