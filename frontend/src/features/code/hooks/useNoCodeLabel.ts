import { useLabel } from "../../../api/meta";
import type { NoCodeReason } from "../state/draft";

/** Why a submitted coding has no code, in words. */
export function useNoCodeLabel(): (reason: NoCodeReason) => string {
  const label = useLabel("no_code_reason");
  // A coding with neither codes nor a reason, which older versions stored, means the same as “not applicable”.
  return (reason) => label(reason || "not_applicable");
}
