import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, post } from "../../api/client";
import { isRunning, jobsQuery } from "../../api/jobs";
import { paged } from "../../api/paging";
import { POLL_INTERVAL } from "../../api/polling";
import { carried, type Sent, uploadFiles } from "../../api/uploads";

type ImportBrief = Schemas["Import"];
export type ImportReport = Schemas["ImportDetail"];
export type LiveSource = Schemas["LiveSource"];
export type TableHead = Schemas["Table"];
type Upload = {
  files: File[];
  project: string;
  columns?: Record<string, string>;
  tables: { name: string; replaces: boolean };
  onSent: Sent;
};
type LiveRequest = Schemas["LiveInputRequest"];

export const importsQuery = infiniteQueryOptions({
  queryKey: ["imports"],
  ...paged((cursor, signal) => get("/imports/", { params: { query: { cursor } }, signal })),
});

/** The report of an import, polled while its job runs. */
export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ["imports", id],
    queryFn: () => get("/imports/{number}/", { params: { path: { number: id } } }),
    refetchInterval: ({ state }) =>
      state.data?.job && isRunning(state.data.job) ? POLL_INTERVAL.job : false,
  });

export function useImport() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ files, project, columns, tables, onSent }: Upload) =>
      post("/imports/", {
        body: {
          uploads: await uploadFiles(files, onSent),
          project: project || undefined,
          columns: columns && JSON.stringify(columns),
          source_name: tables.name || undefined,
          replace: tables.replaces || undefined,
        },
      }),
    onSuccess: () => Promise.all([refresh(importsQuery.queryKey), refresh(jobsQuery.queryKey)]),
  });

  function refresh(queryKey: readonly unknown[]) {
    return cache.invalidateQueries({ queryKey, exact: true });
  }
}

export function useCancel(report: ImportBrief) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/jobs/{number}/cancel/", { params: { path: { number: report.job?.id ?? 0 } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: importQuery(report.id).queryKey }),
  });
}

export const liveSourcesQuery = queryOptions({
  queryKey: ["imports", "live"],
  queryFn: () => get("/imports/live/"),
});

export function useLiveImport() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: LiveRequest) => post("/imports/live/", { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true }),
  });
}

/** Resume an import that failed or was cancelled. */
export function useResume(report: ImportBrief) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/imports/{number}/resume/", { params: { path: { number: report.id } } }),
    onSuccess: (resumed) => cache.setQueryData(importQuery(report.id).queryKey, resumed),
  });
}

/** The columns and first rows of a table, before it is imported. */
export async function tableHead(file: File): Promise<TableHead> {
  return post("/imports/columns/", { body: await carried(file) });
}
