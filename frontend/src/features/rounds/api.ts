import { queryOptions, useMutation } from "@tanstack/react-query";
import { get, post, put, type Schemas } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";

export type Plan = Required<Schemas["RoundPlanInputRequest"]>;
export type Allocation = Schemas["Allocation"];

/** The allocation of one plan. Never fetched again: the server hides it once the round opens. */
export const allocationQuery = (study: string, round: number, plannedAt: string) =>
  queryOptions({
    queryKey: ["allocation", study, round, plannedAt],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/allocation/", { params: { path: { study, number: round } } }),
  });

/** The releases with classifications that the round hides from its raters. */
export const revealingReleasesQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "rounds", round, "revealing-releases"],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/revealing_releases/", {
        params: { path: { study, number: round } },
      }),
  });

export function useReassignUnits(study: string, round: number) {
  return useMutation({
    mutationFn: (body: Schemas["ReassignmentRequest"]) =>
      post("/studies/{study}/rounds/{number}/reassign/", {
        params: { path: { study, number: round } },
        body,
      }),
    onSuccess: useRefreshStudy(study),
  });
}

/** Plans a round, or changes the plan of one that is not open yet. */
export function usePlan(study: string, number: number | null) {
  return useMutation({
    mutationFn: (body: Plan) =>
      number === null
        ? post("/studies/{study}/rounds/", { params: { path: { study } }, body })
        : put("/studies/{study}/rounds/{number}/", { params: { path: { study, number } }, body }),
    onSuccess: useRefreshStudy(study),
  });
}

export function useOpen(study: string, round: number) {
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/open/", { params: { path: { study, number: round } } }),
    onSuccess: useRefreshStudy(study),
  });
}

export function useClose(study: string, round: number) {
  return useMutation({
    mutationFn: (body: Schemas["ClosingRequest"]) =>
      post("/studies/{study}/rounds/{number}/close/", { params: { path: { study, number: round } }, body }),
    onSuccess: useRefreshStudy(study),
  });
}

export function useSettle(study: string, round: number) {
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/settle/", { params: { path: { study, number: round } } }),
    onSuccess: useRefreshStudy(study),
  });
}
