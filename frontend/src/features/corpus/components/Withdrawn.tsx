import type { Advisory } from "../../../api/advisories";
import { Warning } from "../../../shared/ui/Warning";
import { texts } from "../texts";

/** A note on an advisory that every source has withdrawn. */
export function Withdrawn({ advisory }: { advisory: Advisory }) {
  if (!advisory.withdrawn_at) return null;
  return (
    <Warning title={texts.advisory.withdrawnTitle}>
      {texts.advisory.withdrawn(advisory.withdrawn_at.slice(0, 10))}
    </Warning>
  );
}
