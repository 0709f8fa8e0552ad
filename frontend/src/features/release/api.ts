import { queryOptions, useMutation } from "@tanstack/react-query";
import { at, get, post } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Schemas } from "../../api/types";

export type ReleaseBrief = Schemas["ReleaseBrief"];
export type Row = Schemas["RowShape"];
export type Release = Omit<Schemas["ReleaseShape"], "severity" | "overrides"> & {
  /** Band and units. */
  severity: [string, number][];
  /** Rater, units decided otherwise, units coded. */
  overrides: [string, number, number][];
};

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

export function usePublish(study: string) {
  return useMutation({
    mutationFn: (note: string) => post<Release>(at`studies/${study}/releases/`, { confirm: "publish", note }),
    onSuccess: useRefreshStudy(study),
  });
}
