/** Agreement by activity: of people with each other, and of the decisions with the rules. */
import type { Coefficient } from "../../../api/agreement";
import type { MachineAgreement, PublicRelease } from "../api";

/** The rater of the rows that compare the rules with the decisions. */
const DECISION = "decision";

/** Whether a row compares the rules with the decisions. Releases of older versions say it by the name alone. */
export function isOfDecisions(row: MachineAgreement): boolean {
  return row.of_decisions ?? row.rater === DECISION;
}

interface ActivityAgreement {
  activity: string;
  people: Coefficient | undefined;
  machine: MachineAgreement | undefined;
}

/** One row per activity, in the order of the codebook. */
export function perActivity({
  activities,
  agreement,
  machine,
}: Pick<PublicRelease, "activities" | "machine"> & {
  agreement: Pick<PublicRelease["agreement"], "per_code">;
}): ActivityAgreement[] {
  return activities.map(({ activity }) => {
    const code = agreement.per_code[activity];
    return {
      activity,
      people: code?.cohen_kappa ?? code?.fleiss_kappa,
      machine: machine.find((row) => row.activity === activity && isOfDecisions(row)),
    };
  });
}
