import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CorpusFilter } from "../../api/advisories";
import { at, get, post } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Schemas } from "../../api/types";

export type Sample = Schemas["SampleShape"];
export type Plan = Schemas["PlanShape"];
export type SimilarPair = Schemas["SimilarPair"];

/** What is asked of a sample: which advisories, how many, and how they are drawn. */
export type Asked = {
  filter: CorpusFilter;
  size: number | null;
  seed: number | null;
  stratify: "" | "project" | "severity" | "year";
  allocation: "proportional" | "equal";
};

export const sampleQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "sample"],
    queryFn: () => get<Sample>(at`studies/${study}/sample/`),
  });

/** What a sample would be; the one before stays in sight while the next is counted. */
export const previewQuery = (study: string, asked: Asked) =>
  queryOptions({
    queryKey: ["studies", study, "sample preview", asked],
    queryFn: ({ signal }) => post<Plan>(at`studies/${study}/sample/preview/`, asked, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const similarQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "similar units"],
    queryFn: ({ signal }) => get<SimilarPair[]>(at`studies/${study}/units/similar/`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useDraw(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: (asked: Asked) => post<Sample>(at`studies/${study}/units/`, asked),
    onSuccess: refresh,
  });
}

export function useLeaveOut(study: string) {
  const cache = useQueryClient();
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: (out: { units: number[]; reason: string }) =>
      post<Sample>(at`studies/${study}/units/leave_out/`, out),
    onSuccess: async () => {
      await refresh();
      await cache.invalidateQueries({ queryKey: similarQuery(study).queryKey });
    },
  });
}
