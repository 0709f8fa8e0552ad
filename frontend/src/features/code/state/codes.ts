/** Writing one's codes from the seat: made, described, merged, split, retired. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, patch, post } from "../../../api/client";
import { codesQuery } from "../../../api/studies";
import type { Code } from "../../../api/types";

export type CodeWords = Pick<
  Code,
  "label" | "definition" | "when_to_use" | "when_not_to_use" | "examples" | "near_misses" | "parent"
> & { retired?: boolean; reason?: string };

export function wordsOf(code: Code): CodeWords {
  const { label, definition, when_to_use, when_not_to_use, examples, near_misses, parent } = code;
  return { label, definition, when_to_use, when_not_to_use, examples, near_misses, parent };
}

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

export interface Touched {
  submitted: number[];
  drafts: number[];
}

export const touchedQuery = (study: string, round: number, code: number) =>
  queryOptions({
    queryKey: ["studies", study, "touched", round, code],
    queryFn: () => get<Touched>(at`studies/${study}/rounds/${round}/codes/${code}/units/`),
    staleTime: 0,
  });

export interface Recoding {
  code: number;
  into: number;
  reason: string;
  /** Null: all of one's own, which merges a private code. */
  units: number[] | null;
}

/** What a recoding changes is read anew: codes, queue, the units themselves. */
function useRefreshSeat(study: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["studies", study] });
}

export function useRecode(study: string, round: number) {
  return useMutation({
    mutationFn: ({ code, ...body }: Recoding) =>
      post<{ units: number[] }>(at`studies/${study}/rounds/${round}/codes/${code}/units/`, body),
    onSuccess: useRefreshSeat(study),
  });
}

export function useUndoRecoding(study: string, round: number) {
  return useMutation({
    mutationFn: () => post<{ units: number[] }>(at`studies/${study}/rounds/${round}/codes/undo/`),
    onSuccess: useRefreshSeat(study),
  });
}

/** Words of the text as an example in a code's description, with their unit; each once. */
export function withExample(before: string, quote: string, unit: number): string {
  const line = `“${quote.replace(/\s+/g, " ").trim()}” (unit ${unit})`;
  return before.includes(line) ? before : before ? `${before}\n${line}` : line;
}
