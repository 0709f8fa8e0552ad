import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, patch, post, put } from "../../api/client";
import type { Code } from "../../api/studies";
import { useRefreshStudy } from "../../api/studies";
import type { CodeValues } from "../../shared/codes/CodeFields";

export type CodeChange = CodeValues & Pick<Code, "colour">;

export type MergeEffect = Schemas["MergeEffect"];
export type Value = Schemas["Value"];

export const mergeEffectQuery = (study: string, code: number, into: number) =>
  queryOptions({
    queryKey: ["studies", study, "merge-effect", code, into],
    staleTime: 0, // rounds and other merges change it
    queryFn: () =>
      get("/studies/{study}/codes/{code_id}/merge/", {
        params: { path: { study, code_id: code }, query: { into } },
      }),
  });

export function useMerge(study: string) {
  return useMutation({
    mutationFn: ({ code, ...body }: { code: number; into: number; reason: string }) =>
      post("/studies/{study}/codes/{code_id}/merge/", { params: { path: { study, code_id: code } }, body }),
    onSuccess: useRefreshStudy(study),
  });
}

export const versionsQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "versions"],
    queryFn: () => get("/studies/{study}/codebook/versions/", { params: { path: { study } } }),
  });

export function useSaveCode(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: ({ id, ...fields }: Partial<CodeChange> & { id: number | null; retired?: boolean }) =>
      id === null
        ? post("/studies/{study}/codes/", { params: { path: { study } }, body: { label: "", ...fields } })
        : patch("/studies/{study}/codes/{code_id}/", {
            params: { path: { study, code_id: id } },
            body: fields,
          }),
    onSuccess: refresh,
  });
}

export function useFreeze(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/studies/{study}/codebook/versions/", { params: { path: { study } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: versionsQuery(study).queryKey }),
  });
}

/** Without codes, removes the order. */
export function useOrderCodes(study: string) {
  return useMutation({
    mutationFn: (body: { codes: number[]; scores: number[] | null }) =>
      put("/studies/{study}/codebook/order/", { params: { path: { study } }, body }),
    onSuccess: useRefreshStudy(study),
  });
}

export type BroughtCodes = Schemas["CodeImport"];

/** With `dryRun`, previews the import and stores nothing. */
export function useImportCodebook(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: ({ file, dryRun }: { file: File; dryRun: boolean }) =>
      post("/studies/{study}/codebook/import/", {
        params: { path: { study }, query: { dry_run: dryRun } },
        body: { file },
      }),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : refresh()),
  });
}
