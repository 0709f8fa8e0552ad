import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, post } from "../../api/client";
import { isRunning, jobsQuery } from "../../api/jobs";
import { POLL_INTERVAL } from "../../api/polling";

export type Outline = Schemas["Outline"];
export type StudyImport = Schemas["StudyImport"];

/** Reads the contents of a project file. Nothing is stored. */
export function usePreviewStudy() {
  return useMutation({ mutationFn: (file: File) => post("/study_imports/preview/", { body: { file } }) });
}

export function useImportStudy() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { file: File; title: string; final_rater: string }) =>
      post("/study_imports/", { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
}

/** The progress and result of an import, polled while its job runs. */
export const studyImportQuery = (number: number) =>
  queryOptions({
    queryKey: ["study-imports", number],
    queryFn: () => get("/study_imports/{number}/", { params: { path: { number } } }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.job) ? POLL_INTERVAL.job : false),
  });
