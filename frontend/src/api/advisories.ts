import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Corpus, inCorpus, type Schemas } from "./client";
import { paged } from "./paging";
import type { operations } from "./schema";

export type AdvisoryBrief = Schemas["Advisory"];
export type Advisory = Schemas["AdvisoryDetail"];
export type Facets = Schemas["Facets"];

type FilterFields = Required<Schemas["AdvisoryFilterRequest"]>;
export const FILTERS = [
  "search",
  "project",
  "severity",
  "year",
  "ecosystem",
  "cwe",
  "joined",
  "kev",
  "epss_min",
  "epss_max",
  "withdrawn",
] as const satisfies readonly (keyof FilterFields)[];
/** Several values of a filter are separated by commas; an empty one filters nothing. */
export type CorpusFilter = { [Name in (typeof FILTERS)[number]]?: NonNullable<FilterFields[Name]> };
/** A column, with "-" before it for descending order; empty is by identifier. */
export type CorpusOrder =
  | NonNullable<NonNullable<operations["shared_advisories"]["parameters"]["query"]>["order"]>
  | "";

export const advisoriesQuery = (corpus: Corpus, filter: CorpusFilter, order: CorpusOrder = "") =>
  infiniteQueryOptions({
    queryKey: ["advisories", corpus, filter, order],
    ...paged((cursor, signal) =>
      inCorpus(corpus).get("/advisories/", {
        params: { query: { ...filter, order: order || undefined, cursor } },
        signal,
      }),
    ),
  });

const INDEXING_INTERVAL = 3000; // milliseconds, while a search does not find all texts yet

/** `project_search` filters the listed projects by name. */
export const facetsQuery = (corpus: Corpus, filter: CorpusFilter, project_search = "") =>
  queryOptions({
    queryKey: ["advisories", corpus, "facets", filter, project_search],
    queryFn: ({ signal }) =>
      inCorpus(corpus).get("/advisories/facets/", {
        params: { query: { ...filter, project_search } },
        signal,
      }),
    refetchInterval: ({ state }) => (state.data?.unindexed ? INDEXING_INTERVAL : false),
  });

export const advisoryQuery = (corpus: Corpus, key: string) =>
  queryOptions({
    queryKey: ["advisories", corpus, "one", key],
    queryFn: () => inCorpus(corpus).get("/advisories/{key}/", { params: { path: { key } } }),
  });

/** The records that wait for a decision, because they would change units of rounds or contradict a decision. */
export const waitingQuery = (corpus: Corpus) =>
  queryOptions({
    queryKey: ["advisories", corpus, "waiting"],
    queryFn: () => inCorpus(corpus).get("/advisories/waiting/"),
  });
