import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../../api/client";
import { get, post } from "../../../api/client";
import type { Round } from "../../../api/studies";
import { useWrite } from "../../../api/write";
import { type Disagreement, LOOK_AGAIN, useAfterDecision } from "../api";

export type Comment = Schemas["CommentShape"];
export type Alike = Schemas["PrecedentShape"];

export const discussionQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "discussion", round, unit],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/{unit}/comments/", {
        params: { path: { study, number: round, unit } },
      }),
    refetchInterval: LOOK_AGAIN,
  });

export function useComment(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useWrite({
    mutationFn: (text: string) =>
      post("/studies/{study}/rounds/{number}/disagreements/{unit}/comments/", {
        params: { path: { study, number: round, unit } },
        body: { text },
      }),
    onSuccess: (thread) => cache.setQueryData(discussionQuery(study, round, unit).queryKey, thread),
  });
}

/** Move to these codes, or stay with one's first rating where `codes` is null. */
export function usePosition(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  const after = useAfterDecision(study, round);
  return useWrite({
    mutationFn: (position: { codes: number[] | null; reason: string }) =>
      post("/studies/{study}/rounds/{number}/disagreements/{unit}/positions/", {
        params: { path: { study, number: round, unit } },
        body: position,
      }),
    onSuccess: ({ thread }) => {
      cache.setQueryData(discussionQuery(study, round, unit).queryKey, thread);
      void after();
    },
  });
}

/** Asked for on purpose, for that it was shown is recorded. */
export function useAlike(study: string, round: number, unit: number) {
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/disagreements/{unit}/alike/", {
        params: { path: { study, number: round, unit } },
      }),
  });
}

export interface Voice {
  /** May say something. */
  talks: boolean;
  /** May move or stay. */
  moves: boolean;
}

/** What I may do in the discussion of this unit. */
export function voiceIn(
  round: Round,
  { answers, decision }: Pick<Disagreement, "answers" | "decision">,
  me: string,
  roles: readonly string[],
): Voice {
  const over = round.state !== "closed" || round.discussion_ended_at;
  if (over || round.settling === "final_rater") return { talks: false, moves: false };
  const rater = answers.some((answer) => answer.rater === me);
  const desk = round.final_rater === me || roles.includes("lead") || roles.includes("adjudicator");
  return { talks: rater || desk, moves: rater && !decision?.by };
}
