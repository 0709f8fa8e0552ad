import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { address, get, post, put, remove } from "../../api/client";

export type Screening = Schemas["Screening"];
export type Candidate = Schemas["Candidate"];
export type Verdict = Schemas["Verdict"];
export type VerdictInput = Omit<Schemas["VerdictWriteRequest"], "based_on">;
type CriterionInput = Schemas["CriterionWriteRequest"];
export type NewCandidates = Schemas["CandidatesWriteRequest"];

const key = (study: string, part: string) => ["studies", study, "screening", part];

export const screeningQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "page"),
    queryFn: () => get("/studies/{study}/screening/", { params: { path: { study } } }),
  });

export const candidatesQuery = (study: string) =>
  queryOptions({
    queryKey: key(study, "projects"),
    queryFn: () => get("/studies/{study}/screening/projects/", { params: { path: { study } } }),
  });

export const fileAddress = (study: string, name: "flow" | "decisions") =>
  address(`/studies/{study}/screening/${name}.csv`, { path: { study } });

export function useSetCriteria(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (criteria: CriterionInput[]) =>
      put("/studies/{study}/screening/criteria/", { params: { path: { study } }, body: { criteria } }),
    onSuccess: (screening) => {
      cache.setQueryData(screeningQuery(study).queryKey, screening);
      return cache.invalidateQueries({ queryKey: candidatesQuery(study).queryKey });
    },
  });
}

export function useAddCandidates(study: string) {
  const refresh = useRefresh(study);
  return useMutation({
    mutationFn: (body: NewCandidates) =>
      post("/studies/{study}/screening/projects/", { params: { path: { study } }, body }),
    onSuccess: refresh,
  });
}

export function useRemoveCandidate(study: string) {
  const refresh = useRefresh(study);
  return useMutation({
    mutationFn: (project: string) =>
      remove("/studies/{study}/screening/projects/{project}/", { params: { path: { study, project } } }),
    onSuccess: refresh,
  });
}

/** Stores verdicts. The server returns the changed projects, which replace those on the screen. */
export function useSetVerdicts(study: string) {
  const cache = useQueryClient();
  return useMutation({
    // One request at a time: keys are faster than responses, and a response must not undo the next verdict.
    scope: { id: `screening of ${study}` },
    mutationFn: (verdicts: VerdictInput[]) => {
      const shown = cache.getQueryData(candidatesQuery(study).queryKey) ?? [];
      const decisions = verdicts.map((verdict) => ({ ...verdict, based_on: shownVerdict(shown, verdict) }));
      return post("/studies/{study}/screening/verdicts/", {
        params: { path: { study } },
        body: { decisions },
      });
    },
    onSuccess: (changed) => {
      const fresh = new Map(changed.map((candidate) => [candidate.project, candidate]));
      cache.setQueryData(candidatesQuery(study).queryKey, (all: Candidate[] | undefined) =>
        all?.map((candidate) => fresh.get(candidate.project) ?? candidate),
      );
      void cache.invalidateQueries({ queryKey: screeningQuery(study).queryKey });
    },
    // Another member may have judged the project in the meantime, and the user sees that verdict first.
    onError: () => cache.invalidateQueries({ queryKey: candidatesQuery(study).queryKey }),
  });
}

/** The id of the verdict on the screen; null if there is none. */
function shownVerdict(shown: Candidate[], { project, criterion }: VerdictInput): number | null {
  const candidate = shown.find((one) => one.project === project);
  return candidate?.decisions.find((decision) => decision.criterion === criterion)?.id ?? null;
}

function useRefresh(study: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["studies", study, "screening"] });
}
