import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, patch, post, put, remove } from "../../api/client";
import { cursorOf } from "../../api/paging";
import { codesQuery, studyQuery } from "../../api/studies";
import type { Code, Paged, Unit } from "../../api/types";
import { type Answer, canonical } from "./answer";

export type UnitState = "untouched" | "draft" | "submitted";
export interface QueueUnit {
  number: number;
  identifier: string;
  title: string;
  state: UnitState;
  flagged?: boolean;
}
export interface Queue {
  rater: string;
  total: number;
  submitted: number;
  drafts: number;
  units: QueueUnit[];
  next: number | null;
}
export interface SubmittedCoding extends Answer {
  version: number;
  submitted_at: string;
}
export interface SeatData {
  unit: Unit;
  state: UnitState;
  revision: number;
  draft: (Answer & { saved_at: string }) | null;
  coding: SubmittedCoding | null;
}
/** The unit's number and the ids of its codes, as I submitted them last. */
export type OwnCodes = Record<number, number[]>;

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

interface CodingRow {
  unit: number;
  rater: string;
  version: number;
  codes: { id: number }[];
}

/** For the numbers beside the codes: one's own uses, nobody else's. */
export const ownCodesQuery = (study: string, round: number, me: string) =>
  queryOptions({
    queryKey: ["studies", study, "own-codes", round],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const newest = new Map<number, CodingRow>();
      let cursor: string | undefined;
      do {
        const path = at`studies/${study}/rounds/${round}/codings/`;
        const page: Paged<CodingRow> = await get(path, { query: { cursor } });
        for (const row of page.results) {
          const known = newest.get(row.unit);
          if (row.rater === me && row.version >= (known?.version ?? 0)) newest.set(row.unit, row);
        }
        cursor = cursorOf(page.next);
      } while (cursor);
      return Object.fromEntries(
        [...newest].map(([unit, { codes }]) => [unit, codes.map(({ id }) => id)]),
      ) as OwnCodes;
    },
  });

export async function putDraft(
  cache: QueryClient,
  where: { study: string; round: number; unit: number },
  answer: Answer,
  revision: number,
) {
  const { study, round, unit } = where;
  const path = at`studies/${study}/rounds/${round}/units/${unit}/draft/`;
  const headers = { "If-Match": `"${revision}"` };
  const saved = await put<{ revision: number; saved_at: string }>(path, canonical(answer), { headers });
  const draft = { ...canonical(answer), saved_at: saved.saved_at };
  cache.setQueryData(
    seatQuery(study, round, unit).queryKey,
    (seat) => seat && { ...seat, state: "draft" as const, revision: saved.revision, draft },
  );
  markUnit(cache, study, round, unit, "draft");
  return saved;
}

function markUnit(cache: QueryClient, study: string, round: number, unit: number, state: UnitState) {
  cache.setQueryData(queueQuery(study, round).queryKey, (queue) => {
    const old = queue?.units.find(({ number }) => number === unit);
    if (!queue || !old || old.state === state) return queue;
    const units = queue.units.map((row) => (row.number === unit ? { ...row, state } : row));
    const count = (wanted: UnitState) => units.filter((row) => row.state === wanted).length;
    // A submitted unit that is being thought over again stays submitted.
    const submitted =
      state === "submitted" && old.state === "untouched" ? queue.submitted + 1 : queue.submitted;
    return { ...queue, units, drafts: count("draft"), submitted };
  });
}

export function useSubmit(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ answer, reason, key }: { answer: Answer; reason: string; key: string }) =>
      post<SubmittedCoding & { next: number | null }>(
        at`studies/${study}/rounds/${round}/units/${unit}/coding/`,
        { ...canonical(answer), reason },
        { headers: { "Idempotency-Key": key } },
      ),
    onSuccess: (coding) => {
      cache.setQueryData(
        seatQuery(study, round, unit).queryKey,
        (seat) => seat && { ...seat, state: "submitted" as const, revision: 0, draft: null, coding },
      );
      cache.setQueriesData<OwnCodes>({ queryKey: ["studies", study, "own-codes", round] }, (own) => ({
        ...own,
        [unit]: coding.codes,
      }));
      markUnit(cache, study, round, unit, "submitted");
      cache.setQueryData(
        queueQuery(study, round).queryKey,
        (queue) => queue && { ...queue, next: coding.next },
      );
      void cache.invalidateQueries(queueQuery(study, round));
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

export type CodeWords = Pick<Code, "label" | "definition" | "when_to_use" | "when_not_to_use" | "examples">;

export function useSaveCode(study: string, round: number) {
  const cache = useQueryClient();
  const list = codesQuery(study, round).queryKey;
  return useMutation({
    mutationFn: ({ id, words }: { id?: number; words: Partial<CodeWords> }) =>
      id === undefined
        ? post<Code>(at`studies/${study}/codes/`, { ...words, round })
        : patch<Code>(at`studies/${study}/codes/${id}/`, words),
    onSuccess: (code) => {
      cache.setQueryData(list, (codes) => {
        const known = codes?.some(({ id }) => id === code.id);
        return known ? codes?.map((old) => (old.id === code.id ? code : old)) : [...(codes ?? []), code];
      });
      void cache.invalidateQueries({ queryKey: ["studies", study, "codes"] });
    },
    // Another rater of a shared codebook may have made the same code a moment ago.
    onError: () => void cache.invalidateQueries({ queryKey: list }),
  });
}
