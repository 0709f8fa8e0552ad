import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, post } from "../../api/client";
import type { operations } from "../../api/schema";
import { useRefreshStudy } from "../../api/studies";

export type Plan = Schemas["Plan"];
export type SimilarPair = Schemas["SimilarPair"];

type SampleInput = Schemas["SampleInputRequest"];

/** The filter, the size and the method of a sample. A sample of projects may name them, or another study of theirs. */
export type SampleRequest = Required<Omit<SampleInput, "filter" | "keys" | "from_study">> &
  Pick<SampleInput, "filter" | "keys" | "from_study">;

export const sampleQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "sample"],
    queryFn: () => get("/studies/{study}/sample/", { params: { path: { study } } }),
  });

/** The counts of a sample before it is drawn. The previous ones are shown until the next ones arrive. */
export const previewQuery = (study: string, request: SampleRequest) =>
  queryOptions({
    queryKey: ["studies", study, "sample preview", request],
    queryFn: ({ signal }) =>
      post("/studies/{study}/sample/preview/", { params: { path: { study } }, body: request, signal }),
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
    mutationFn: (body: SampleRequest) =>
      post("/studies/{study}/units/", { params: { path: { study } }, body }),
    onSuccess: refresh,
  });
}

export function useExcludeUnits(study: string) {
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

export function useRefreshFacts(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: (units: number[]) =>
      post("/studies/{study}/units/refresh/", { params: { path: { study } }, body: { units } }),
    onSuccess: refresh,
  });
}

export type SampleSize = Schemas["SampleSize"];
export type Assumed = NonNullable<operations["sample_size"]["parameters"]["query"]>;

/** How many units two raters need under these assumptions; without any, only the values of a pilot. */
export const sampleSizeQuery = (study: string, assumed: Assumed) =>
  queryOptions({
    queryKey: ["studies", study, "sample-size", assumed],
    queryFn: () => get("/studies/{study}/sample/size/", { params: { path: { study }, query: assumed } }),
  });
