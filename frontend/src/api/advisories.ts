import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { at, get } from "./client";
import { paged } from "./paging";
import type { Schemas } from "./types";

/** `severity` "" is unknown; null while it is hidden from me. */
export type AdvisoryBrief = Schemas["AdvisoryShape"];
export type Advisory = Schemas["AdvisoryDetail"];
export type Facets = Schemas["Facets"];

/** What the corpus is narrowed to; an empty word narrows nothing, several values have commas between. */
export const FILTERS = ["search", "project", "severity", "year", "ecosystem", "cwe", "withdrawn"] as const;
export type CorpusFilter = Partial<Record<(typeof FILTERS)[number], string>>;

/** `order` is a column, with "-" before it for the other way round; empty is by identifier. */
export const advisoriesQuery = (filter: CorpusFilter, order = "") =>
  infiniteQueryOptions({
    queryKey: ["advisories", filter, order],
    ...paged<AdvisoryBrief>("advisories/", { ...filter, order }),
  });

/** `projects` are words in the names of the projects that are listed. */
export const facetsQuery = (filter: CorpusFilter, projects = "") =>
  queryOptions({
    queryKey: ["advisories", "facets", filter, projects],
    queryFn: ({ signal }) =>
      get<Facets>("advisories/facets/", { query: { ...filter, project_search: projects }, signal }),
  });

export const advisoryQuery = (key: string) =>
  queryOptions({
    queryKey: ["advisories", "one", key],
    queryFn: () => get<Advisory>(at`advisories/${key}/`),
  });
