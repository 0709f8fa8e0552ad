import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, post } from "./client";
import { sessionQuery } from "./session";
import type { Code, Member, Round, Study, StudyBrief, Unit, UnitBrief } from "./types";

/** Everything of a study lies below its key, so one invalidation refreshes all of it. */
const key = (study: string, ...rest: (string | number)[]) => ["studies", study, ...rest];

export const studiesQuery = queryOptions({
  queryKey: ["studies"],
  queryFn: () => get<StudyBrief[]>("studies/"),
});

export const studyQuery = (study: string) =>
  queryOptions({ queryKey: key(study), queryFn: () => get<Study>(at`studies/${study}/`) });

export const membersQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "members"),
    queryFn: () => get<Member[]>(at`studies/${study}/members/`),
  });

export const unitsQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "units"),
    queryFn: () => get<UnitBrief[]>(at`studies/${study}/units/`),
  });

export const unitQuery = (study: string, unit: number) =>
  queryOptions({
    queryKey: key(study, "unit", unit),
    queryFn: () => get<Unit>(at`studies/${study}/units/${unit}/`),
  });

export const codesQuery = (study: string, round?: number) =>
  queryOptions({
    queryKey: key(study, "codes", round ?? "shared"),
    queryFn: () => get<Code[]>(at`studies/${study}/codes/`, { query: { round } }),
  });

export const roundsQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "rounds"),
    queryFn: () => get<Round[]>(at`studies/${study}/rounds/`),
  });

export const roundQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: key(study, "rounds", round),
    queryFn: () => get<Round>(at`studies/${study}/rounds/${round}/`),
  });

/** Refreshes everything of the study after a step changed it. */
export function useRefreshStudy(study: string) {
  const cache = useQueryClient();
  return () =>
    cache.invalidateQueries({ queryKey: ["studies"], predicate: ({ queryKey }) => of(queryKey, study) });
}

function of(queryKey: readonly unknown[], study: string): boolean {
  return queryKey.length === 1 || queryKey[1] === study;
}

export function useCreateStudy() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (study: { title: string; question?: string }) => post<Study>("studies/", study),
    // Leads may import, so the session changes too.
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: studiesQuery.queryKey, exact: true }),
        cache.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  });
}
