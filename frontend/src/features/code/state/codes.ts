/** Writing private codes during coding: create, describe, merge, split, retire. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, type Schemas } from "../../../api/client";
import type { Code } from "../../../api/studies";
import { codesQuery } from "../../../api/studies";
import type { CodeValues } from "../../../shared/codes/CodeFields";

export type CodeDescription = CodeValues & { retired?: boolean; reason?: string };

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
        ? post("/studies/{study}/codes/", {
            params: { path: { study } },
            body: { label: "", ...words, round },
          })
        : patch("/studies/{study}/codes/{code_id}/", {
            params: { path: { study, code_id: id } },
            body: words,
          }),
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

export type RecodeScope = Schemas["RecodeScope"];

export const recodeScopeQuery = (study: string, round: number, code: number) =>
  queryOptions({
    queryKey: ["studies", study, "recode-scope", round, code],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/codes/{code_id}/recode/", {
        params: { path: { study, number: round, code_id: code } },
      }),
    staleTime: 0,
  });

/** Without `units`, all of the rater's own: that merges a private code. */
export type Recoding = Schemas["RecodingRequest"] & { code: number };

/** A recoding changes codes, the work list and units. */
function useRefresh(study: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["studies", study] });
}

export function useRecode(study: string, round: number) {
  return useMutation({
    mutationFn: ({ code, ...body }: Recoding) =>
      post("/studies/{study}/rounds/{number}/codes/{code_id}/recode/", {
        params: { path: { study, number: round, code_id: code } },
        body,
      }),
    onSuccess: useRefresh(study),
  });
}

export function useUndoRecoding(study: string, round: number) {
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/codes/recode/undo/", {
        params: { path: { study, number: round } },
      }),
    onSuccess: useRefresh(study),
  });
}

/** Add words of the text with their unit to the examples of a code, unless they are there. */
export function withExample(examples: string, quote: string, unit: number): string {
  const line = `“${quote.replace(/\s+/g, " ").trim()}” (unit ${unit})`;
  return examples.includes(line) ? examples : examples ? `${examples}\n${line}` : line;
}
