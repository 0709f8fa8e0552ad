import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, post } from "../../api/client";
import { isRunning, jobsQuery } from "../../api/jobs";
import { paged } from "../../api/paging";
import type { Schemas } from "../../api/types";

export type ImportBrief = Schemas["ImportShape"];
export type ImportReport = Schemas["ImportDetail"];
export type LiveSource = Schemas["LiveSource"];
export type TableHead = Schemas["TableShape"];
type Upload = { files: File[]; project: string; columns?: Record<string, string> };
type LiveRequest =
  | { source: "github"; github: Record<string, string> }
  | { source: "osv"; osv: { ecosystem: string } };

export const importsQuery = infiniteQueryOptions({
  queryKey: ["imports"],
  ...paged<ImportBrief>("imports/"),
});

/** A report, asked every second while its job runs. */
export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ["imports", id],
    queryFn: () => get<ImportReport>(at`imports/${id}/`),
    refetchInterval: ({ state }) => (state.data?.job && isRunning(state.data.job) ? 1_000 : false),
  });

export function useImport() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ files, project, columns }: Upload) => {
      const form = new FormData();
      for (const file of files) form.append("files", file);
      if (project) form.append("project", project);
      if (columns) form.append("columns", JSON.stringify(columns));
      return post<ImportBrief>("imports/", form);
    },
    onSuccess: () => Promise.all([refresh(importsQuery.queryKey), refresh(jobsQuery.queryKey)]),
  });

  function refresh(queryKey: readonly unknown[]) {
    return cache.invalidateQueries({ queryKey, exact: true });
  }
}

export function useCancel(report: ImportBrief) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(at`jobs/${report.job?.id ?? 0}/cancel/`),
    onSuccess: () => cache.invalidateQueries({ queryKey: importQuery(report.id).queryKey }),
  });
}

export const liveSourcesQuery = queryOptions({
  queryKey: ["imports", "live"],
  queryFn: () => get<LiveSource[]>("imports/live/"),
});

export function useLiveImport() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (asked: LiveRequest) => post<ImportBrief>("imports/live/", asked),
    onSuccess: () => cache.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true }),
  });
}

/** Goes on with an import that failed or was stopped. */
export function useResume(report: ImportBrief) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post<ImportReport>(at`imports/${report.id}/resume/`),
    onSuccess: (resumed) => cache.setQueryData(importQuery(report.id).queryKey, resumed),
  });
}

/** The columns of a table, before it is imported. */
export function tableHead(file: File): Promise<TableHead> {
  const form = new FormData();
  form.append("file", file);
  return post<TableHead>("imports/columns/", form);
}
