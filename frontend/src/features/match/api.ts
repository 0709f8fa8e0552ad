import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, get, post, put, type Schemas } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";

export type PrivateCode = Schemas["CodeCard"];
export type Pair = Schemas["Suggestion"];
export type BriefAgreement = Schemas["Brief"];
export type PreviewRow = Schemas["Preview"];
export type Matching = Schemas["Matching"];

const PATH = "/studies/{study}/rounds/{number}/matching/";

export const matchingQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "matching", round],
    queryFn: () => get(PATH, { params: { path: { study, number: round } } }),
    refetchOnWindowFocus: false,
  });

export const putPairs = (study: string, round: number, pairs: Pair[], revision: number) =>
  put(PATH, {
    params: { path: { study, number: round }, header: { "If-Match": `"${revision}"` } },
    body: { pairs },
  });

/** Whether a write was refused because the matching is confirmed. */
export const isConfirmedError = (error: unknown) => error instanceof ApiError && error.code === "round_state";

export function useConfirm(study: string, round: number) {
  const cache = useQueryClient();
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: () =>
      post(`${PATH}confirm/`, { params: { path: { study, number: round } }, body: { confirm: "confirm" } }),
    onSuccess: (matching) => {
      cache.setQueryData(matchingQuery(study, round).queryKey, matching);
      return refresh();
    },
    onError: (error) => (isConfirmedError(error) ? refresh() : undefined),
  });
}
