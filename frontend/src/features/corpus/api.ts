import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CorpusFilter } from "../../api/advisories";
import type { Schemas } from "../../api/client";
import { type Corpus, corpusAddress, inCorpus } from "../../api/client";
import type { SavedFilter } from "../../api/savedFilters";
import { useCorpus } from "../../shared/corpus";

export type Source = Schemas["Source"];
export type Conflict = Schemas["Conflict"];
export type Affected = Schemas["Affected"];
export type Text = Schemas["Text"];
export type Part = Schemas["Part"];
export type Difference = Schemas["Difference"];
export type Revision = Schemas["Revision"];
export type SeverityCounts = Schemas["SeverityCounts"];

export const severitiesQuery = (corpus: Corpus, filter: CorpusFilter) =>
  queryOptions({
    queryKey: ["advisories", corpus, "severities", filter],
    queryFn: ({ signal }) =>
      inCorpus(corpus).get("/advisories/severities/", { params: { query: filter }, signal }),
  });

export const textsQuery = (corpus: Corpus, key: string) =>
  queryOptions({
    queryKey: ["advisories", corpus, "texts", key],
    queryFn: () => inCorpus(corpus).get("/advisories/{key}/documents/", { params: { path: { key } } }),
  });

export const differenceQuery = (corpus: Corpus, key: string, text: number) =>
  queryOptions({
    queryKey: ["advisories", corpus, "difference", key, text],
    queryFn: () =>
      inCorpus(corpus).get("/advisories/{key}/documents/{number}/difference/", {
        params: { path: { key, number: text } },
      }),
  });

export const revisionsQuery = (corpus: Corpus, key: string) =>
  queryOptions({
    queryKey: ["advisories", corpus, "revisions", key],
    queryFn: () => inCorpus(corpus).get("/advisories/{key}/records/", { params: { path: { key } } }),
  });

export const recordAddress = (corpus: Corpus, key: string, record: number) =>
  corpusAddress(corpus, "/advisories/{key}/records/{number}/", { path: { key, number: record } });

export const recordQuery = (corpus: Corpus, key: string, record: number) =>
  queryOptions({
    queryKey: ["advisories", corpus, "record", key, record],
    queryFn: () =>
      inCorpus(corpus).get("/advisories/{key}/records/{number}/", {
        params: { path: { key, number: record } },
        headers: { Accept: "*/*" },
        parseAs: "text",
      }),
  });

export type Waiting = Schemas["Waiting"];

/** Split an advisory in two groups of identifiers and records. */
export function useSplit(key: string) {
  const corpus = useCorpus();
  const refresh = useRefreshAdvisories();
  return useMutation({
    mutationFn: (body: Schemas["SplitInputRequest"]) =>
      inCorpus(corpus).post("/advisories/{key}/split/", { params: { path: { key } }, body }),
    onSuccess: refresh,
  });
}

/** Join two advisories by hand. */
export function useJoin() {
  const corpus = useCorpus();
  const refresh = useRefreshAdvisories();
  return useMutation({
    mutationFn: (body: Schemas["JoinInputRequest"]) => inCorpus(corpus).post("/advisories/join/", { body }),
    onSuccess: refresh,
  });
}

/** Decide about a record that waits. */
export function useDecide(number: number) {
  const corpus = useCorpus();
  const refresh = useRefreshAdvisories();
  return useMutation({
    mutationFn: (body: Schemas["WaitingDecisionRequest"]) =>
      inCorpus(corpus).post("/advisories/waiting/{number}/decide/", { params: { path: { number } }, body }),
    onSuccess: refresh,
  });
}

function useRefreshAdvisories() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["advisories"] });
}

export function useSaveFilter() {
  const corpus = useCorpus();
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: (body: Schemas["SavedFilterWriteRequest"]) =>
      inCorpus(corpus).post("/saved_filters/", { body }),
    onSuccess: refresh,
  });
}

export function useRenameFilter() {
  const corpus = useCorpus();
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: ({ id, name }: { id: number; name: string }) =>
      inCorpus(corpus).patch("/saved_filters/{number}/", {
        params: { path: { number: id } },
        body: { name },
      }),
    onSuccess: refresh,
  });
}

export function useRemoveFilter() {
  const corpus = useCorpus();
  const refresh = useRefreshFilters();
  return useMutation({
    mutationFn: ({ id }: SavedFilter) =>
      inCorpus(corpus).remove("/saved_filters/{number}/", { params: { path: { number: id } } }),
    onSuccess: refresh,
  });
}

function useRefreshFilters() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["saved filters"] });
}
