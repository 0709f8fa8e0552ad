/** Writing private codes during coding: create, describe, merge, split, retire. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, patch, post } from "../../../api/client";
import { codesQuery } from "../../../api/studies";
import type { Code } from "../../../api/types";

export type CodeDescription = Pick<
  Code,
  "label" | "definition" | "when_to_use" | "when_not_to_use" | "examples" | "near_misses" | "parent"
> & { retired?: boolean; reason?: string };

export function descriptionOf(code: Code): CodeDescription {
  const { label, definition, when_to_use, when_not_to_use, examples, near_misses, parent } = code;
  return { label, definition, when_to_use, when_not_to_use, examples, near_misses, parent };
}

export function useSaveCode(study: string, round: number) {
  const cache = useQueryClient();
  const list = codesQuery(study, round).queryKey;
  return useMutation({
    mutationFn: ({ id, words }: { id?: number; words: Partial<CodeDescription> }) =>
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
    // Another rater of a shared codebook may have created the same code.
    onError: () => void cache.invalidateQueries({ queryKey: list }),
  });
}

export interface RecodeScope {
  submitted: number[];
  drafts: number[];
}

export const recodeScopeQuery = (study: string, round: number, code: number) =>
  queryOptions({
    queryKey: ["studies", study, "recode-scope", round, code],
    queryFn: () => get<RecodeScope>(at`studies/${study}/rounds/${round}/codes/${code}/units/`),
    staleTime: 0,
  });

export interface Recoding {
  code: number;
  into: number;
  reason: string;
  /** Null for all units of the rater: a merge. */
  units: number[] | null;
}

/** A recoding changes codes, the work list and units. */
function useRefresh(study: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["studies", study] });
}

export function useRecode(study: string, round: number) {
  return useMutation({
    mutationFn: ({ code, ...body }: Recoding) =>
      post<{ units: number[] }>(at`studies/${study}/rounds/${round}/codes/${code}/units/`, body),
    onSuccess: useRefresh(study),
  });
}

export function useUndoRecoding(study: string, round: number) {
  return useMutation({
    mutationFn: () => post<{ units: number[] }>(at`studies/${study}/rounds/${round}/codes/undo/`),
    onSuccess: useRefresh(study),
  });
}

/** Add words of the text with their unit to the examples of a code, unless they are there. */
export function withExample(examples: string, quote: string, unit: number): string {
  const line = `“${quote.replace(/\s+/g, " ").trim()}” (unit ${unit})`;
  return examples.includes(line) ? examples : examples ? `${examples}\n${line}` : line;
}
