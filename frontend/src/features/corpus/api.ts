import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CorpusFilter } from "../../api/advisories";
import type { Schemas } from "../../api/client";
import { address, get, patch, post, remove } from "../../api/client";
import { type SavedFilter, savedFiltersQuery } from "../../api/savedFilters";

export type Source = Schemas["Source"];
export type Conflict = Schemas["Conflict"];
export type Affected = Schemas["Affected"];
export type Text = Schemas["Text"];
export type Part = Schemas["Part"];
export type Difference = Schemas["Difference"];
export type Revision = Schemas["Revision"];
export type SeverityCounts = Schemas["SeverityCounts"];

export const severitiesQuery = (filter: CorpusFilter) =>
  queryOptions({
    queryKey: ["advisories", "severities", filter],
    queryFn: ({ signal }) => get("/advisories/severities/", { params: { query: filter }, signal }),
  });

export const textsQuery = (key: string) =>
  queryOptions({
    queryKey: ["advisories", "texts", key],
    queryFn: () => get("/advisories/{key}/documents/", { params: { path: { key } } }),
  });

export const differenceQuery = (key: string, text: number) =>
  queryOptions({
    queryKey: ["advisories", "difference", key, text],
    queryFn: () =>
      get("/advisories/{key}/documents/{number}/difference/", { params: { path: { key, number: text } } }),
  });

export const revisionsQuery = (key: string) =>
  queryOptions({
    queryKey: ["advisories", "revisions", key],
    queryFn: () => get("/advisories/{key}/records/", { params: { path: { key } } }),
  });

export const recordAddress = (key: string, record: number) =>
  address("/advisories/{key}/records/{number}/", { path: { key, number: record } });

export const recordQuery = (key: string, record: number) =>
  queryOptions({
    queryKey: ["advisories", "record", key, record],
    queryFn: () =>
      get("/advisories/{key}/records/{number}/", {
        params: { path: { key, number: record } },
        headers: { Accept: "*/*" },
        parseAs: "text",
      }),
  });

export type Waiting = Schemas["Waiting"];

/** Split an advisory in two groups of identifiers and records. */
export function useSplit(key: string) {
  const refresh = useRefreshAdvisories();
  return useMutation({
    mutationFn: (body: Schemas["SplitInputRequest"]) =>
      post("/advisories/{key}/split/", { params: { path: { key } }, body }),
    onSuccess: refresh,
  });
}

/** Decide about a record that waits. */
export function useDecide(number: number) {
  const refresh = useRefreshAdvisories();
  return useMutation({
    mutationFn: (body: Schemas["WaitingDecisionRequest"]) =>
      post("/advisories/waiting/{number}/decide/", { params: { path: { number } }, body }),
    onSuccess: refresh,
  });
}

function useRefreshAdvisories() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["advisories"] });
}

export function useSaveFilter() {
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: (body: Schemas["SavedFilterWriteRequest"]) => post("/saved_filters/", { body }),
    onSuccess: refresh,
  });
}

export function useRenameFilter() {
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: ({ id, name }: { id: number; name: string }) =>
      patch("/saved_filters/{number}/", { params: { path: { number: id } }, body: { name } }),
    onSuccess: refresh,
  });
}

export function useRemoveFilter() {
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: ({ id }: SavedFilter) =>
      remove("/saved_filters/{number}/", { params: { path: { number: id } } }),
    onSuccess: refresh,
  });
}

function useRefreshFilters() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: savedFiltersQuery.queryKey });
}
