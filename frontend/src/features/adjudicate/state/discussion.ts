import type { Round } from "../../../api/studies";
import type { Disagreement } from "../api";

interface Participation {
  mayComment: boolean;
  /** Whether the member may keep or change a rating of the unit. */
  mayTakePosition: boolean;
}

/** The actions that the member may take in the discussion of a unit. */
export function participation(
  round: Round,
  { codings, decision }: Pick<Disagreement, "codings" | "decision">,
  me: string,
  roles: readonly string[],
): Participation {
  const over = round.state !== "closed" || round.discussion_ended_at;
  if (over || round.resolution_method === "final_rater") return { mayComment: false, mayTakePosition: false };
  const rater = codings.some((coding) => coding.rater === me);
  const adjudicator = round.final_rater === me || roles.includes("lead") || roles.includes("adjudicator");
  return { mayComment: rater || adjudicator, mayTakePosition: rater && !decision?.by };
}
