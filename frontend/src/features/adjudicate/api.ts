import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, post, remove } from "../../api/client";
import {
  type CodeBrief,
  type Decision,
  type DisagreementBrief,
  disagreementsQuery,
} from "../../api/disagreements";
import { roundQuery, useRefreshStudy } from "../../api/studies";
import type { Round, Schemas, Unit } from "../../api/types";
import type { Quoted } from "../../shared/text/offsets";

export interface RaterAnswer {
  rater: string;
  codes: CodeBrief[];
  private_codes: string[];
  memo: string;
  certainty: string;
  /** Given in place of a code. */
  uncoded: string;
  discuss: boolean;
  segments: (Quoted & { code: number })[];
}
export interface Disagreement {
  unit: Unit;
  kind: DisagreementBrief["kind"];
  answers: RaterAnswer[];
  decision: Decision | null;
  waits_for: string[];
  reasons: string[];
}
export type How = "final_rater" | "discussion";

export const disagreementQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreement", round, unit],
    queryFn: () => get<Disagreement>(at`studies/${study}/rounds/${round}/disagreements/${unit}/`),
  });

/** What a decision changes: the unit, the list, the round's count, and the reasons offered with every unit. */
export function useAfterDecision(study: string, round: number) {
  const cache = useQueryClient();
  return (unit?: number, decision: Decision | null = null) => {
    if (unit !== undefined) {
      // Known already, so that the next unit need not wait for the list.
      cache.setQueryData(
        disagreementQuery(study, round, unit).queryKey,
        (old) => old && { ...old, decision },
      );
      cache.setQueryData(disagreementsQuery(study, round).queryKey, (rows) =>
        rows?.map((row) => (row.unit === unit ? { ...row, decision } : row)),
      );
    }
    void cache.invalidateQueries({ queryKey: ["studies", study, "disagreement", round] });
    void cache.invalidateQueries({ queryKey: ["studies", study], exact: true });
    void cache.invalidateQueries(disagreementsQuery(study, round));
    void cache.invalidateQueries(roundQuery(study, round));
  };
}

export function useDecide(study: string, round: number) {
  const after = useAfterDecision(study, round);
  return useMutation({
    mutationFn: (decision: { unit: number; codes: number[]; how: How; reason: string }) =>
      post<Disagreement>(at`studies/${study}/rounds/${round}/decisions/`, decision),
    onSuccess: ({ unit, decision }) => after(unit.number, decision),
  });
}

export function useWithdraw(study: string, round: number) {
  const after = useAfterDecision(study, round);
  return useMutation({
    mutationFn: (unit: number) => remove(at`studies/${study}/rounds/${round}/decisions/${unit}/`),
    onSuccess: (_, unit) => after(unit, null),
  });
}

export function useFinalRaterStands(study: string, round: number) {
  const cache = useQueryClient();
  const after = useAfterDecision(study, round);
  return useMutation({
    mutationFn: (reason: string) =>
      post<Schemas["RuleShape"]>(at`studies/${study}/rounds/${round}/decisions/final_rater/`, {
        reason,
      }),
    onSuccess: () => {
      after();
      return cache.refetchQueries(disagreementsQuery(study, round));
    },
  });
}

/** Both ways: the lead ends the discussion, and opens it again. */
export function useEndDiscussion(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  const address = at`studies/${study}/rounds/${round}/discussion/`;
  const end = useMutation({
    mutationFn: (reason: string) => post<Round>(`${address}end/`, { reason }),
    onSuccess: refresh,
  });
  const openAgain = useMutation({
    mutationFn: () => post<Round>(`${address}open_again/`, {}),
    onSuccess: refresh,
  });
  return { end, openAgain };
}

export function useTakeUpAgain(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: () => post<Round>(at`studies/${study}/rounds/${round}/take_up_again/`, {}),
    onSuccess: refresh,
  });
}

export function useSettle(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: () => post<Round>(at`studies/${study}/rounds/${round}/settle/`, {}),
    onSuccess: refresh,
  });
}
