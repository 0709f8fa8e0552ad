import { queryOptions } from "@tanstack/react-query";
import { type CorpusFilter, FILTERS } from "./advisories";
import { type Corpus, inCorpus, type Schemas } from "./client";

export type SavedFilter = Schemas["SavedFilter"];

export const savedFiltersQuery = (corpus: Corpus) =>
  queryOptions({
    queryKey: ["saved filters", corpus],
    queryFn: () => inCorpus(corpus).get("/saved_filters/"),
  });

/** The filter in the address of the page. */
export function filterOf(search: URLSearchParams): CorpusFilter {
  return Object.fromEntries(FILTERS.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])));
}

/** The filter of a saved query. */
export const savedFilter = (query: SavedFilter["query"]): CorpusFilter =>
  filterOf(new URLSearchParams(Object.entries(query).map(([name, value]) => [name, value ?? ""])));
