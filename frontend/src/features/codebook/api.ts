import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, patch, post } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Code, Schemas } from "../../api/types";
import type { Version } from "./versions";

export type CodeFields = Pick<
  Code,
  | "label"
  | "definition"
  | "when_to_use"
  | "when_not_to_use"
  | "examples"
  | "near_misses"
  | "colour"
  | "parent"
>;

export type MergeEffect = Schemas["MergeEffect"];
export type Value = Schemas["ValueShape"];

export const mergeEffectQuery = (study: string, code: number, into: number) =>
  queryOptions({
    queryKey: ["studies", study, "merge-effect", code, into],
    queryFn: () => get<MergeEffect>(at`studies/${study}/codes/${code}/merge/`, { query: { into } }),
  });

export function useMerge(study: string) {
  return useMutation({
    mutationFn: ({ code, ...body }: { code: number; into: number; reason: string }) =>
      post<Code>(at`studies/${study}/codes/${code}/merge/`, body),
    onSuccess: useRefreshStudy(study),
  });
}

export const versionsQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "versions"],
    queryFn: () => get<Version[]>(at`studies/${study}/codebook/versions/`),
  });

export function useSaveCode(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: ({ id, ...fields }: Partial<CodeFields> & { id: number | null; retired?: boolean }) =>
      id === null
        ? post<Code>(at`studies/${study}/codes/`, fields)
        : patch<Code>(at`studies/${study}/codes/${id}/`, fields),
    onSuccess: refresh,
  });
}

export function useFreeze(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post<Version>(at`studies/${study}/codebook/versions/`),
    onSuccess: () => cache.invalidateQueries({ queryKey: versionsQuery(study).queryKey }),
  });
}

export type BroughtCodes = Schemas["BroughtCodesShape"];

/** With `tried`, only says what would become of the file. */
export function useImportCodebook(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: ({ file, tried }: { file: File; tried: boolean }) => {
      const body = new FormData();
      body.append("file", file);
      return post<BroughtCodes>(at`studies/${study}/codebook/import/`, body, {
        query: tried ? { try: 1 } : {},
      });
    },
    onSuccess: (_, { tried }) => (tried ? undefined : refresh()),
  });
}
