import type { DisagreementBrief } from "../../../api/disagreements";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { useWithdraw } from "../api";
import { undoable } from "./adjudication";
import type { Gate } from "./inputLock";

interface Where {
  round: Round;
  rows: DisagreementBrief[];
  unit: number | null;
  gate: Gate;
  go: (unit: number) => void;
}

/** Withdrawing the decision here, or else one's own last one; what can be undone is read off the decisions that stand. */
export function useUndo({ round, rows, unit, gate, go }: Where) {
  const study = useStudy();
  const withdraw = useWithdraw(study.slug, round.number);
  const last = undoable(rows, round, study, unit);
  const undo = () => {
    if (last === null || withdraw.isPending) return;
    gate.hold();
    withdraw.mutate(last, { onSuccess: () => go(last.unit), onSettled: () => gate.open() });
  };
  return { undo, last, error: withdraw.error };
}
