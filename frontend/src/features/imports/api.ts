import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { type Corpus, inCorpus, post } from "../../api/client";
import { isRunning, jobsQuery } from "../../api/jobs";
import { paged } from "../../api/paging";
import { POLL_INTERVAL } from "../../api/polling";
import { carried, type Sent, uploadFiles } from "../../api/uploads";
import { useCorpus } from "../../shared/corpus";

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

export const importsQuery = (corpus: Corpus) =>
  infiniteQueryOptions({
    queryKey: ["imports", corpus],
    ...paged((cursor, signal) =>
      inCorpus(corpus).get("/imports/", { params: { query: { cursor } }, signal }),
    ),
  });

/** The report of an import, polled while its job runs. */
export const importQuery = (corpus: Corpus, id: number) =>
  queryOptions({
    queryKey: ["imports", corpus, id],
    queryFn: () => inCorpus(corpus).get("/imports/{number}/", { params: { path: { number: id } } }),
    refetchInterval: ({ state }) =>
      state.data?.job && isRunning(state.data.job) ? POLL_INTERVAL.job : false,
  });

export function useImport() {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ files, project, columns, tables, onSent }: Upload) =>
      inCorpus(corpus).post("/imports/", {
        body: {
          uploads: await uploadFiles(files, onSent),
          project: project || undefined,
          columns: columns && JSON.stringify(columns),
          source_name: tables.name || undefined,
          replace: tables.replaces || undefined,
        },
      }),
    onSuccess: () => Promise.all([refresh(importsQuery(corpus).queryKey), refresh(jobsQuery.queryKey)]),
  });

  function refresh(queryKey: readonly unknown[]) {
    return cache.invalidateQueries({ queryKey, exact: true });
  }
}

export function useCancel(report: ImportBrief) {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/jobs/{number}/cancel/", { params: { path: { number: report.job?.id ?? 0 } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: importQuery(corpus, report.id).queryKey }),
  });
}

export const liveSourcesQuery = (corpus: Corpus) =>
  queryOptions({
    queryKey: ["imports", corpus, "live"],
    queryFn: () => inCorpus(corpus).get("/imports/live/"),
  });

export function useLiveImport() {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: LiveRequest) => inCorpus(corpus).post("/imports/live/", { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: importsQuery(corpus).queryKey, exact: true }),
  });
}

export type DailyImport = Schemas["DailyImport"];

/** The imports that are repeated every day, and what changed on each day. Only of a shared corpus. */
export const dailyImportsQuery = (corpus: Corpus) =>
  queryOptions({
    queryKey: ["imports", corpus, "daily"],
    queryFn: () => inCorpus(corpus).get("/imports/daily/"),
  });

export function useRepeatDaily() {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: LiveRequest) => inCorpus(corpus).post("/imports/daily/", { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: importsQuery(corpus).queryKey }),
  });
}

export function useStopDaily() {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (number: number) =>
      inCorpus(corpus).post("/imports/daily/{number}/stop/", { params: { path: { number } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: dailyImportsQuery(corpus).queryKey }),
  });
}

/** Resume an import that failed or was cancelled. */
export function useResume(report: ImportBrief) {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      inCorpus(corpus).post("/imports/{number}/resume/", { params: { path: { number: report.id } } }),
    onSuccess: (resumed) => cache.setQueryData(importQuery(corpus, report.id).queryKey, resumed),
  });
}

export type Undoing = Schemas["Undoing"];

/** What undoing an import would do. */
export const undoingQuery = (corpus: Corpus, id: number) =>
  queryOptions({
    queryKey: ["imports", corpus, id, "undo"],
    queryFn: () => inCorpus(corpus).get("/imports/{number}/undo/", { params: { path: { number: id } } }),
    gcTime: 0,
  });

export function useUndo(report: ImportBrief) {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      inCorpus(corpus).post("/imports/{number}/undo/", { params: { path: { number: report.id } } }),
    // Everything about the corpus and its study may be another thing now.
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** The columns and first rows of a table, before it is imported. */
export async function tableHead(corpus: Corpus, file: File): Promise<TableHead> {
  return inCorpus(corpus).post("/imports/columns/", { body: await carried(file) });
}
