import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, post, put, remove } from "../../api/client";
import { studyQuery } from "../../api/studies";
import type { Unit } from "../../api/types";
import { type Answer, canonical } from "./state/draft";

export type UnitState = "untouched" | "draft" | "submitted";
export interface QueueUnit {
  number: number;
  title: string;
  state: UnitState;
  done: boolean;
  flagged: boolean;
  later: boolean;
}
export interface Queue {
  rater: string;
  total: number;
  submitted: number;
  drafts: number;
  seconds: number;
  uses: { code: number; units: number }[];
  units: QueueUnit[];
  next: number | null;
}
export interface SubmittedCoding extends Answer {
  version: number;
  reason: string;
  seconds: number | null;
  submitted_at: string;
}
export interface SeatData {
  unit: Unit;
  state: UnitState;
  revision: number;
  draft: (Answer & { saved_at: string; seconds?: number | null }) | null;
  coding: SubmittedCoding | null;
}
export const queueQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "queue", round],
    queryFn: () => get<Queue>(at`studies/${study}/rounds/${round}/queue/`),
  });

/** Own writes keep it fresh, and a write from elsewhere is noticed by its revision. */
export const seatQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "seat", round, unit],
    queryFn: () => get<SeatData>(at`studies/${study}/rounds/${round}/units/${unit}/`),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

export async function putDraft(
  cache: QueryClient,
  where: { study: string; round: number; unit: number },
  answer: Answer,
  revision: number,
  seconds: number | null = null,
) {
  const { study, round, unit } = where;
  const path = at`studies/${study}/rounds/${round}/units/${unit}/draft/`;
  const headers = { "If-Match": `"${revision}"` };
  const saved = await put<{ revision: number; saved_at: string }>(
    path,
    { ...canonical(answer), seconds },
    { headers },
  );
  const draft = { ...canonical(answer), seconds, saved_at: saved.saved_at };
  cache.setQueryData(
    seatQuery(study, round, unit).queryKey,
    (seat) => seat && { ...seat, state: "draft" as const, revision: saved.revision, draft },
  );
  markUnit(cache, study, round, unit, { state: "draft", flagged: answer.discuss });
  return saved;
}

/** The queue in the cache follows one's own writes; it is not read again for each of them. */
function markUnit(
  cache: QueryClient,
  study: string,
  round: number,
  unit: number,
  change: Partial<QueueUnit>,
  more: Partial<Queue> = {},
) {
  cache.setQueryData(queueQuery(study, round).queryKey, (queue) => {
    const old = queue?.units.find(({ number }) => number === unit);
    if (!queue || !old) return queue;
    const next = { ...old, ...change };
    const units = queue.units.map((row) => (row === old ? next : row));
    const drafts = queue.drafts + Number(next.state === "draft") - Number(old.state === "draft");
    const submitted = queue.submitted + Number(next.done) - Number(old.done);
    return { ...queue, ...more, units, drafts, submitted };
  });
}

/** The counts beside the codes after an answer took the place of another. */
export function usesAfter(uses: Queue["uses"], before: readonly number[], after: readonly number[]) {
  const counts = new Map(uses.map(({ code, units }) => [code, units]));
  for (const code of before) counts.set(code, (counts.get(code) ?? 0) - 1);
  for (const code of after) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, units]) => ({ code, units })).filter(({ units }) => units > 0);
}

interface Sent {
  answer: Answer;
  reason: string;
  key: string;
  seconds: number;
}

export function useSubmit(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ answer, reason, key, seconds }: Sent) =>
      post<SubmittedCoding & { next: number | null }>(
        at`studies/${study}/rounds/${round}/units/${unit}/coding/`,
        { ...canonical(answer), reason, seconds },
        { headers: { "Idempotency-Key": key } },
      ),
    onSuccess: (coding) => {
      const before = cache.getQueryData(seatQuery(study, round, unit).queryKey);
      cache.setQueryData(
        seatQuery(study, round, unit).queryKey,
        (seat) => seat && { ...seat, state: "submitted" as const, revision: 0, draft: null, coding },
      );
      const queue = cache.getQueryData(queueQuery(study, round).queryKey);
      const change = { state: "submitted" as const, done: true, flagged: coding.discuss };
      markUnit(cache, study, round, unit, change, {
        next: coding.next,
        seconds: (queue?.seconds ?? 0) + (coding.seconds ?? 0),
        uses: usesAfter(queue?.uses ?? [], before?.coding?.codes ?? [], coding.codes),
      });
      void cache.invalidateQueries({
        queryKey: studyQuery(study).queryKey,
        exact: true,
        refetchType: "none",
      });
      // The page after the last unit shows how far everybody is.
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
      await cache.invalidateQueries(seatQuery(study, round, unit));
      await cache.invalidateQueries(queueQuery(study, round));
    },
  });
}

/** Leaves a unit for later, or takes it up again. */
export function useLater(study: string, round: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ unit, later }: { unit: number; later: boolean }) => {
      const path = at`studies/${study}/rounds/${round}/units/${unit}/later/`;
      return later ? put(path, undefined) : remove(path);
    },
    onSuccess: (_, { unit, later }) => markUnit(cache, study, round, unit, { later }),
  });
}

export interface Alike {
  number: number;
  title: string;
  similarity: number;
  codes: number[];
  uncoded: string;
}

export function useCompare(study: string, round: number, unit: number) {
  return useMutation({
    mutationFn: () => post<Alike[]>(at`studies/${study}/rounds/${round}/units/${unit}/compare/`),
  });
}
