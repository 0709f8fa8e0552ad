import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, post } from "../../api/client";
import { isRunning, jobsQuery } from "../../api/jobs";
import type { Schemas } from "../../api/types";

export type Outline = Schemas["OutlineShape"];
export type StudyImport = Schemas["StudyImportShape"];

function form(file: File, fields: Record<string, string> = {}): FormData {
  const body = new FormData();
  body.append("file", file);
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return body;
}

/** What a study made of this file would hold; nothing is stored. */
export function useLook() {
  return useMutation({ mutationFn: (file: File) => post<Outline>("study_imports/look/", form(file)) });
}

export function useImportStudy() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ file, ...fields }: { file: File; title: string; final_rater: string }) =>
      post<StudyImport>("study_imports/", form(file, fields)),
    onSuccess: () => cache.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
}

/** How far an import is, asked every second while its job runs. */
export const studyImportQuery = (number: number) =>
  queryOptions({
    queryKey: ["study-imports", number],
    queryFn: () => get<StudyImport>(at`study_imports/${number}/`),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.job) ? 1_000 : false),
  });
