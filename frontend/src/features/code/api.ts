import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, post, put, remove } from "../../api/client";
import { studyQuery } from "../../api/studies";
import type { Unit } from "../../api/types";
import { type CodingDraft, normalise } from "./state/draft";

export type UnitState = "untouched" | "draft" | "submitted";
export interface WorklistUnit {
  number: number;
  title: string;
  state: UnitState;
  done: boolean;
  flagged: boolean;
  later: boolean;
}
export interface Worklist {
  rater: string;
  total: number;
  submitted: number;
  drafts: number;
  seconds: number;
  uses: { code: number; units: number }[];
  units: WorklistUnit[];
  next: number | null;
}
export interface SubmittedCoding extends CodingDraft {
  version: number;
  reason: string;
  seconds: number | null;
  submitted_at: string;
}
export interface CodingUnit {
  unit: Unit;
  state: UnitState;
  revision: number;
  draft: (CodingDraft & { saved_at: string; seconds?: number | null }) | null;
  coding: SubmittedCoding | null;
}
export const worklistQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "worklist", round],
    queryFn: () => get<Worklist>(at`studies/${study}/rounds/${round}/queue/`),
  });

/** Writes of this window update the cache; a write of another window is recognised by its revision. */
export const codingUnitQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "coding-unit", round, unit],
    queryFn: () => get<CodingUnit>(at`studies/${study}/rounds/${round}/units/${unit}/`),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

export async function putDraft(
  cache: QueryClient,
  { study, round, unit }: { study: string; round: number; unit: number },
  draft: CodingDraft,
  revision: number,
  seconds: number | null = null,
) {
  const path = at`studies/${study}/rounds/${round}/units/${unit}/draft/`;
  const headers = { "If-Match": `"${revision}"` };
  const saved = await put<{ revision: number; saved_at: string }>(
    path,
    { ...normalise(draft), seconds },
    { headers },
  );
  const stored = { ...normalise(draft), seconds, saved_at: saved.saved_at };
  cache.setQueryData(
    codingUnitQuery(study, round, unit).queryKey,
    (data) => data && { ...data, state: "draft" as const, revision: saved.revision, draft: stored },
  );
  updateWorklist(cache, study, round, unit, { state: "draft", flagged: draft.discuss });
  return saved;
}

/** Update the cached work list after a write, instead of loading it again. */
function updateWorklist(
  cache: QueryClient,
  study: string,
  round: number,
  unit: number,
  change: Partial<WorklistUnit>,
  totals: Partial<Worklist> = {},
) {
  cache.setQueryData(worklistQuery(study, round).queryKey, (worklist) => {
    const before = worklist?.units.find(({ number }) => number === unit);
    if (!worklist || !before) return worklist;
    const after = { ...before, ...change };
    const units = worklist.units.map((row) => (row === before ? after : row));
    const drafts = worklist.drafts + Number(after.state === "draft") - Number(before.state === "draft");
    const submitted = worklist.submitted + Number(after.done) - Number(before.done);
    return { ...worklist, ...totals, units, drafts, submitted };
  });
}

/** The number of units per code after a coding was replaced by another. */
export function usesAfter(uses: Worklist["uses"], before: readonly number[], after: readonly number[]) {
  const counts = new Map(uses.map(({ code, units }) => [code, units]));
  for (const code of before) counts.set(code, (counts.get(code) ?? 0) - 1);
  for (const code of after) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, units]) => ({ code, units })).filter(({ units }) => units > 0);
}

interface Submission {
  draft: CodingDraft;
  reason: string;
  key: string;
  seconds: number;
}

export function useSubmit(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, reason, key, seconds }: Submission) =>
      post<SubmittedCoding & { next: number | null }>(
        at`studies/${study}/rounds/${round}/units/${unit}/coding/`,
        { ...normalise(draft), reason, seconds },
        { headers: { "Idempotency-Key": key } },
      ),
    onSuccess: (coding) => {
      const before = cache.getQueryData(codingUnitQuery(study, round, unit).queryKey);
      cache.setQueryData(
        codingUnitQuery(study, round, unit).queryKey,
        (data) => data && { ...data, state: "submitted" as const, revision: 0, draft: null, coding },
      );
      const worklist = cache.getQueryData(worklistQuery(study, round).queryKey);
      const change = { state: "submitted" as const, done: true, flagged: coding.discuss };
      updateWorklist(cache, study, round, unit, change, {
        next: coding.next,
        seconds: (worklist?.seconds ?? 0) + (coding.seconds ?? 0),
        uses: usesAfter(worklist?.uses ?? [], before?.coding?.codes ?? [], coding.codes),
      });
      void cache.invalidateQueries({
        queryKey: studyQuery(study).queryKey,
        exact: true,
        refetchType: "none",
      });
      // After the last unit the page shows the progress of all raters.
      const refetchType = coding.next === null ? "active" : "none";
      void cache.invalidateQueries({ queryKey: ["studies", study, "rounds"], refetchType });
    },
  });
}

export function useDiscardDraft(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => remove(at`studies/${study}/rounds/${round}/units/${unit}/draft/`),
    onSuccess: async () => {
      await cache.invalidateQueries(codingUnitQuery(study, round, unit));
      await cache.invalidateQueries(worklistQuery(study, round));
    },
  });
}

/** Defer a unit, or resume it. */
export function useDeferral(study: string, round: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ unit, later }: { unit: number; later: boolean }) => {
      const path = at`studies/${study}/rounds/${round}/units/${unit}/later/`;
      return later ? put(path, undefined) : remove(path);
    },
    onSuccess: (_, { unit, later }) => updateWorklist(cache, study, round, unit, { later }),
  });
}

export interface SimilarUnit {
  number: number;
  title: string;
  similarity: number;
  codes: number[];
  uncoded: string;
}

export function useSimilarUnits(study: string, round: number, unit: number) {
  return useMutation({
    mutationFn: () => post<SimilarUnit[]>(at`studies/${study}/rounds/${round}/units/${unit}/compare/`),
  });
}
