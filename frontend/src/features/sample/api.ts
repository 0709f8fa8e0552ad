import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, post } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";

export type Sample = Schemas["Sample"];
export type Plan = Schemas["Plan"];
export type SimilarPair = Schemas["SimilarPair"];

/** Which advisories are sampled, how many, and how they are drawn. */
export type Asked = Required<Omit<Schemas["SampleInputRequest"], "keys">>;

export const sampleQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "sample"],
    queryFn: () => get("/studies/{study}/sample/", { params: { path: { study } } }),
  });

/** What a sample would be; the one before stays in sight while the next is counted. */
export const previewQuery = (study: string, asked: Asked) =>
  queryOptions({
    queryKey: ["studies", study, "sample preview", asked],
    queryFn: ({ signal }) =>
      post("/studies/{study}/sample/preview/", { params: { path: { study } }, body: asked, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const similarQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "similar units"],
    queryFn: ({ signal }) => get("/studies/{study}/units/similar/", { params: { path: { study } }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useDraw(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: (body: Asked) => post("/studies/{study}/units/", { params: { path: { study } }, body }),
    onSuccess: refresh,
  });
}

export function useLeaveOut(study: string) {
  const cache = useQueryClient();
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: (body: Schemas["UnitExclusionRequest"]) =>
      post("/studies/{study}/units/exclude/", { params: { path: { study } }, body }),
    onSuccess: async () => {
      await refresh();
      await cache.invalidateQueries({ queryKey: similarQuery(study).queryKey });
    },
  });
}
