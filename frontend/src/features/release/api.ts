import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, address, at, get, post, put, remove } from "../../api/client";
import { jobQuery } from "../../api/jobs";
import type { Job, Schemas } from "../../api/types";
import { useWrite } from "../../api/write";

export type ReleaseBrief = Schemas["ReleaseBrief"];
export type Row = Schemas["RowShape"];
export type RaterAlone = Schemas["RaterAloneShape"];
export type Changes = Schemas["ChangesShape"];
type Exactly<Wide> = Omit<Wide, "severity" | "overrides"> & {
  /** Band and units. */
  severity: [string, number][];
  /** Rater, units on which the rater was overruled, units coded. */
  overrides: [string, number, number][];
};
/** A public release. */
export type PublicRelease = Exactly<Schemas["ResultsShape"]>;
export type Release = Exactly<Schemas["ReleaseShape"]>;

export const releasesQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "releases"],
    queryFn: () => get<ReleaseBrief[]>(at`studies/${study}/releases/`),
  });

/** A release never changes. */
export const releaseQuery = (study: string, number: number) =>
  queryOptions({
    queryKey: ["studies", study, "releases", number],
    queryFn: () => get<Release>(at`studies/${study}/releases/${number}/`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const publicReleaseQuery = (study: string, number: number) =>
  queryOptions({
    queryKey: ["public", study, number],
    queryFn: () => get<PublicRelease>(at`public/${study}/releases/${number}/`),
    retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status === 404),
  });

/** The address of a figure of the release at `home` in the API. */
export const figureAddress = (
  home: string,
  name: "consequences" | "severity" | "severity_by_consequence",
): string => address(`${home}figures/${name}.svg`);

/** The release that is being created, if any. */
export const underWayQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "releases", "under-way"],
    queryFn: () => get<Job[]>(at`studies/${study}/releases/under-way/`),
    refetchInterval: ({ state }) => (state.data?.length ? 1_000 : 30_000),
  });

export function usePublish(study: string) {
  const cache = useQueryClient();
  return useWrite({
    mutationFn: (options: { note: string; pseudonyms: boolean }) =>
      post<Job>(at`studies/${study}/releases/`, { confirm: "publish", ...options }),
    onSuccess: () => cache.invalidateQueries(underWayQuery(study)),
  });
}

export function useCancelJob(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => post<Job>(at`jobs/${id}/cancel/`),
    onSuccess: (job) => {
      cache.setQueryData(jobQuery(job.id).queryKey, job);
      return cache.invalidateQueries(underWayQuery(study));
    },
  });
}

export function useShowInPublic(study: string, number: number) {
  const cache = useQueryClient();
  const path = at`studies/${study}/releases/${number}/public/`;
  return useMutation<unknown, Error, boolean>({
    mutationFn: (shown) => (shown ? put<ReleaseBrief>(path, {}) : remove(path)),
    onSuccess: () => cache.invalidateQueries(releasesQuery(study)),
  });
}
