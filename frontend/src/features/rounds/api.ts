import { queryOptions, useMutation } from "@tanstack/react-query";
import { get, post, put, type Schemas } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";

export type Plan = Required<Schemas["RoundPlanRequest"]>;
export type Shares = Schemas["SharesShape"];

/** Of one plan: not read again when the round opens, for then it is no longer told. */
export const sharesQuery = (study: string, round: number, plannedAt: string) =>
  queryOptions({
    queryKey: ["shares", study, round, plannedAt],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/shares/", { params: { path: { study, number: round } } }),
  });

export function useHandOver(study: string, round: number) {
  return useMutation({
    mutationFn: (body: Schemas["HandOverRequest"]) =>
      post("/studies/{study}/rounds/{number}/hand_over/", {
        params: { path: { study, number: round } },
        body,
      }),
    onSuccess: useRefreshStudy(study),
  });
}

/** Plans a round, or plans one anew that is not open yet. */
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
