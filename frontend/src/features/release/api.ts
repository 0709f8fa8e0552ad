import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { ApiError, get, post, put, remove } from "../../api/client";
import { jobQuery } from "../../api/jobs";
import { POLL_INTERVAL } from "../../api/polling";
import { useWrite } from "../../api/write";

export type ReleaseBrief = Schemas["ReleaseBrief"];
export type Row = Schemas["TableRow"];
/** Of a study of projects. */
export type ActivityRow = Schemas["ActivityRow"];
export type ActivityCell = Schemas["ActivityCell"];
export type ProjectResult = Schemas["ProjectActivities"];
export type MachineAgreement = Schemas["MachineAgreement"];
export type RaterInfluenceRow = Schemas["RaterInfluence"];
export type Changes = Schemas["Changes"];
/** A public release. */
export type PublicRelease = Schemas["Results"];
export type Release = Schemas["Release"];

/** The code of the refusal of a release whose advisories the reader codes. */
export const WITHHELD = "withheld";

export const releasesQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "releases"],
    queryFn: () => get("/studies/{study}/releases/", { params: { path: { study } } }),
  });

/** A release never changes. */
export const releaseQuery = (study: string, number: number) =>
  queryOptions({
    queryKey: ["studies", study, "releases", number],
    queryFn: () => get("/studies/{study}/releases/{number}/", { params: { path: { study, number } } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const publicReleaseQuery = (study: string, number: number) =>
  queryOptions({
    queryKey: ["public", study, number],
    queryFn: () => get("/public/{study}/releases/{number}/", { params: { path: { study, number } } }),
    retry: (failures, error) =>
      failures < 2 && !(error instanceof ApiError && [403, 404].includes(error.status)),
  });

/** The release that is being created, if any. */
export const releasesInProgressQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "releases", "under-way"],
    queryFn: () => get("/studies/{study}/releases/in_progress/", { params: { path: { study } } }),
    refetchInterval: ({ state }) => (state.data?.length ? POLL_INTERVAL.job : POLL_INTERVAL.progress),
  });

export function usePublish(study: string) {
  const cache = useQueryClient();
  return useWrite({
    mutationFn: (options: { note: string; pseudonyms: boolean }) =>
      post("/studies/{study}/releases/", {
        params: { path: { study } },
        body: { confirm: "publish", ...options },
      }),
    onSuccess: () => cache.invalidateQueries(releasesInProgressQuery(study)),
  });
}

export function useCancelJob(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => post("/jobs/{number}/cancel/", { params: { path: { number: id } } }),
    onSuccess: (job) => {
      cache.setQueryData(jobQuery(job.id).queryKey, job);
      return cache.invalidateQueries(releasesInProgressQuery(study));
    },
  });
}

export function useSetPublicAccess(study: string, number: number) {
  const cache = useQueryClient();
  const path = "/studies/{study}/releases/{number}/public/";
  const options = { params: { path: { study, number } } };
  return useMutation<unknown, Error, boolean>({
    mutationFn: (shown) => (shown ? put(path, options) : remove(path, options)),
    onSuccess: () => cache.invalidateQueries(releasesQuery(study)),
  });
}
