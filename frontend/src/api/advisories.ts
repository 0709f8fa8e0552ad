import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { at, get } from "./client";
import { paged } from "./paging";
import type { Schemas } from "./types";

/** `severity` "" is unknown; null while it is hidden from me. */
export type AdvisoryBrief = Schemas["AdvisoryShape"];
export type Advisory = Schemas["AdvisoryDetail"];
export type Facets = Schemas["Facets"];

/** What the corpus is narrowed to; an empty word narrows nothing, several values have commas between. */
export const FILTERS = ["search", "project", "severity", "year", "ecosystem", "withdrawn"] as const;
export type CorpusFilter = Partial<Record<(typeof FILTERS)[number], string>>;

export const advisoriesQuery = (filter: CorpusFilter) =>
  infiniteQueryOptions({
    queryKey: ["advisories", filter],
    ...paged<AdvisoryBrief>("advisories/", filter),
  });

export const facetsQuery = (filter: CorpusFilter) =>
  queryOptions({
    queryKey: ["advisories", "facets", filter],
    queryFn: ({ signal }) => get<Facets>("advisories/facets/", { query: filter, signal }),
  });

export const advisoryQuery = (key: string) =>
  queryOptions({
    queryKey: ["advisories", "one", key],
    queryFn: () => get<Advisory>(at`advisories/${key}/`),
  });
