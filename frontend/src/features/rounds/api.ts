import { queryOptions, useMutation } from "@tanstack/react-query";
import { at, get, post, put } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Round, RoundStyle } from "../../api/types";

export type Plan = {
  style: RoundStyle;
  raters: string[];
  several_codes: boolean;
  show_classifications: boolean;
  primary_statistic: string | null;
  threshold: number | null;
  settling: string;
  final_rater: string | null;
  hide_raters: boolean;
  units: number[] | null;
  purpose: Round["purpose"];
  scheme: Round["scheme"];
  per_unit: number | null;
  share: number | null;
  order: Round["order"];
};

export interface Shares {
  raters: { rater: string; units: number[] }[];
  together: number;
}

/** Of one plan: not read again when the round opens, for then it is no longer told. */
export const sharesQuery = (study: string, round: number, plannedAt: string) =>
  queryOptions({
    queryKey: ["shares", study, round, plannedAt],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => get<Shares>(at`studies/${study}/rounds/${round}/shares/`),
  });

export function useHandOver(study: string, round: number) {
  return useMutation({
    mutationFn: (body: { giver: string; taker: string; units: number | null }) =>
      post<{ units: number }>(at`studies/${study}/rounds/${round}/hand_over/`, body),
    onSuccess: useRefreshStudy(study),
  });
}

/** Plans a round, or plans one anew that is not open yet. */
export function usePlan(study: string, number: number | null) {
  return useMutation({
    mutationFn: (plan: Plan) =>
      number === null
        ? post<Round>(at`studies/${study}/rounds/`, plan)
        : put<Round>(at`studies/${study}/rounds/${number}/`, plan),
    onSuccess: useRefreshStudy(study),
  });
}

function useStep<Input = void>(study: string, round: number, step: string) {
  return useMutation({
    mutationFn: (input: Input) =>
      post<Round>(`${at`studies/${study}/rounds/${round}/`}${step}/`, input ?? undefined),
    onSuccess: useRefreshStudy(study),
  });
}

export const useOpen = (study: string, round: number) => useStep(study, round, "open");
export const useClose = (study: string, round: number) =>
  useStep<{ confirm: string; even_if_unfinished: boolean }>(study, round, "close");
export const useSettle = (study: string, round: number) => useStep(study, round, "settle");
