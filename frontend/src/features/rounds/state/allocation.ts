import type { Round } from "../../../api/studies";
import { listed } from "../../../shared/text/list";
import { texts } from "../texts";

/** Who codes what by the plan, in a sentence; later reassignments are not part of it. */
export function allocationSentence(round: Round): string {
  const planned = round.planned_raters;
  const names = listed(planned.length > 0 ? planned : round.raters.map(({ name }) => name));
  if (round.assignment_scheme === "all") return texts.allocation.everyone(names, round.units);
  const each =
    round.assignment_scheme === "fixed_number"
      ? texts.allocation.fixedNumber(round.raters_per_unit)
      : texts.allocation.overlap(Math.round(100 * (round.overlap_share ?? 0)));
  return texts.allocation.shared(names, round.units, each);
}

/** Raters who still have units to submit, as "Bo 12, Ada 3". */
export function remainingUnits(round: Pick<Round, "raters">): string {
  return round.raters
    .filter(({ assigned, submitted }) => submitted < assigned)
    .map(({ name, assigned, submitted }) => texts.allocation.remaining(name, assigned - submitted))
    .join(", ");
}
