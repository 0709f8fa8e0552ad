import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, type Schemas } from "../../api/client";
import { POLL_INTERVAL } from "../../api/polling";
import { type Code, useRefreshStudy } from "../../api/studies";
import { useWrite } from "../../api/write";
import { texts } from "./texts";

export type RaterCoding = Schemas["FullCoding"];
export type CodeBrief = Schemas["CodeBrief"];
export type Disagreement = Schemas["Disagreement"];
export type DecisionMethod = NonNullable<Schemas["DecisionInputRequest"]["method"]>;

export const disagreementQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreement", round, unit],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/{unit}/", {
        params: { path: { study, number: round, unit } },
      }),
    refetchInterval: POLL_INTERVAL.discussion,
  });

/** The number of units that the final rater's own codes would decide, and of those that would remain open. */
export const finalRaterQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "final-rater", round],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/decisions/final_rater/", {
        params: { path: { study, number: round } },
      }),
  });

export type SuggestedActivity = Schemas["SuggestedActivity"];

/** Show what the rules suggest. The server records that the final rater saw it. */
export function useShowSuggestion(study: string, round: number, unit: number) {
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/disagreements/{unit}/suggestion/", {
        params: { path: { study, number: round, unit } },
      }),
  });
}

export type Comment = Schemas["Comment"];

export const discussionQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "discussion", round, unit],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/{unit}/comments/", {
        params: { path: { study, number: round, unit } },
      }),
    refetchInterval: POLL_INTERVAL.discussion,
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

/** A mutation, because the server records that the decisions were shown. */
export function useSimilarDecisions(study: string, round: number, unit: number) {
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/disagreements/{unit}/similar/", {
        params: { path: { study, number: round, unit } },
      }),
  });
}

/** End the discussion of a round, or reopen it. */
export function useDiscussionEnd(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  const params = { path: { study, number: round } };
  const end = useWrite({
    mutationFn: (reason: string) =>
      post("/studies/{study}/rounds/{number}/discussion/end/", { params, body: { reason } }),
    onSuccess: refresh,
  });
  const reopen = useWrite({
    mutationFn: () => post("/studies/{study}/rounds/{number}/discussion/reopen/", { params }),
    onSuccess: refresh,
  });
  return { end, reopen };
}

export function useReopenRound(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  return useWrite({
    mutationFn: (reason: string) =>
      post("/studies/{study}/rounds/{number}/reopen/", {
        params: { path: { study, number: round } },
        body: { reason },
      }),
    onSuccess: refresh,
  });
}

export function useSettle(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  return useWrite({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/settle/", { params: { path: { study, number: round } } }),
    onSuccess: refresh,
  });
}

/** Append a rule to "when to use" of a code. The change log names the decision that it comes from. */
export function useAddToCodebook(study: string, unit: number) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: ({ code, rule }: { code: Code; rule: string }) =>
      patch("/studies/{study}/codes/{code_id}/", {
        params: { path: { study, code_id: code.id } },
        body: {
          when_to_use: [code.when_to_use, rule].filter(Boolean).join("\n"),
          reason: texts.rule.changeReason(unit),
        },
      }),
    onSuccess: refresh,
  });
}
