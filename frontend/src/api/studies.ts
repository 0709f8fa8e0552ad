import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, type Schemas } from "./client";

export type Role = Schemas["RolesEnum"];
export type Step = Schemas["StepEnum"];
export type StudyBrief = Schemas["StudyBrief"];
export type StepProgress = Schemas["StepProgress"];
export type Study = Schemas["Study"];
export type Member = Schemas["Member"];
export type UnitBrief = Schemas["UnitBrief"];
export type Unit = Schemas["Unit"];
export type SampledUnit = Schemas["SampledUnit"];
export type SinceSample = Schemas["SinceSample"];
export type FactDifference = Schemas["FactDifference"];
export type FactName = FactDifference["fact"];
export type Code = Schemas["Code"];
export type CodeBrief = Schemas["CodeBrief"];
export type Round = Schemas["Round"];

/** All queries of a study share its key, so one invalidation refreshes all of them. */
const key = (study: string, ...rest: (string | number)[]) => ["studies", study, ...rest];

export const studiesQuery = queryOptions({
  queryKey: ["studies"],
  queryFn: () => get("/studies/"),
});

export const studyQuery = (study: string) =>
  queryOptions({
    queryKey: key(study),
    queryFn: () => get("/studies/{study}/", { params: { path: { study } } }),
  });

export const membersQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "members"),
    queryFn: () => get("/studies/{study}/members/", { params: { path: { study } } }),
  });

export const unitsQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "units"),
    queryFn: () => get("/studies/{study}/units/", { params: { path: { study } } }),
  });

export const unitQuery = (study: string, unit: number) =>
  queryOptions({
    queryKey: key(study, "unit", unit),
    queryFn: () => get("/studies/{study}/units/{unit}/", { params: { path: { study, unit } } }),
  });

/** What differs in the corpus since the sample was drawn, for leads; with `fact`, only units that differ in it. */
export const sinceSampleQuery = (study: string, fact?: FactName) =>
  queryOptions({
    queryKey: key(study, "since sample", fact ?? ""),
    queryFn: () => get("/studies/{study}/sample/changes/", { params: { path: { study }, query: { fact } } }),
  });

export const codesQuery = (study: string, round?: number) =>
  queryOptions({
    queryKey: key(study, "codes", round ?? "shared"),
    queryFn: () => get("/studies/{study}/codes/", { params: { path: { study }, query: { round } } }),
  });

export const roundsQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "rounds"),
    queryFn: () => get("/studies/{study}/rounds/", { params: { path: { study } } }),
  });

export const roundQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: key(study, "rounds", round),
    queryFn: () => get("/studies/{study}/rounds/{number}/", { params: { path: { study, number: round } } }),
  });

/** Refreshes all queries of the study after a step changed it. */
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
    mutationFn: (body: Schemas["NewStudyRequest"]) => post("/studies/", { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: studiesQuery.queryKey, exact: true }),
  });
}
