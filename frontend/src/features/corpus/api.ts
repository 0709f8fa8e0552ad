import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CorpusFilter } from "../../api/advisories";
import { at, get, getText, patch, post, remove } from "../../api/client";
import { type SavedFilter, savedFiltersQuery } from "../../api/savedFilters";
import type { Schemas } from "../../api/types";

export type Source = Schemas["SourceShape"];
export type Conflict = Schemas["ConflictShape"];
export type Affected = Schemas["AffectedShape"];
export type Text = Schemas["TextShape"];
export type Part = Schemas["PartShape"];
export type Difference = Schemas["DifferenceShape"];
export type Revision = Schemas["RevisionShape"];
export type SeverityCounts = Schemas["SeverityCounts"];

export const severitiesQuery = (filter: CorpusFilter) =>
  queryOptions({
    queryKey: ["advisories", "severities", filter],
    queryFn: ({ signal }) => get<SeverityCounts>("advisories/severities/", { query: filter, signal }),
  });

export const textsQuery = (key: string) =>
  queryOptions({
    queryKey: ["advisories", "texts", key],
    queryFn: () => get<Text[]>(at`advisories/${key}/documents/`),
  });

export const differenceQuery = (key: string, text: number) =>
  queryOptions({
    queryKey: ["advisories", "difference", key, text],
    queryFn: () => get<Difference>(at`advisories/${key}/documents/${text}/difference/`),
  });

export const revisionsQuery = (key: string) =>
  queryOptions({
    queryKey: ["advisories", "revisions", key],
    queryFn: () => get<Revision[]>(at`advisories/${key}/records/`),
  });

export const recordPath = (key: string, record: number) => at`advisories/${key}/records/${record}/`;

export const recordQuery = (key: string, record: number) =>
  queryOptions({
    queryKey: ["advisories", "record", key, record],
    queryFn: () => getText(recordPath(key, record)),
  });

export function useSaveFilter() {
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: (filter: Pick<SavedFilter, "name" | "query">) => post<SavedFilter>("filters/", filter),
    onSuccess: refresh,
  });
}

export function useRenameFilter() {
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: ({ id, name }: { id: number; name: string }) => patch(at`filters/${id}/`, { name }),
    onSuccess: refresh,
  });
}

export function useRemoveFilter() {
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: ({ id }: SavedFilter) => remove(at`filters/${id}/`),
    onSuccess: refresh,
  });
}

function useRefreshFilters() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: savedFiltersQuery.queryKey });
}
