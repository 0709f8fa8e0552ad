import { useAdjudication } from "../components/AdjudicationContext";
import { undoableDecision } from "../state/adjudication";
import { useWithdraw } from "./useDecisions";

/** Withdraw the decision on this unit, or the member's last one. It is read from the decisions, also after a reload. */
export function useUndo(unit: number | null) {
  const { study, round, rows, inputLock, open } = useAdjudication();
  const withdraw = useWithdraw();
  const last = undoableDecision(rows, round, study, unit);
  const undo = () => {
    if (last === null || withdraw.isPending) return;
    inputLock.lock();
    withdraw.mutate(last, { onSuccess: () => open(last.unit), onSettled: () => inputLock.unlock() });
  };
  return { undo, last, error: withdraw.error };
}
