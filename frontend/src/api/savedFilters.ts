import { queryOptions } from "@tanstack/react-query";
import { type CorpusFilter, FILTERS } from "./advisories";
import { get } from "./client";
import type { Schemas } from "./types";

export type SavedFilter = Schemas["SavedFilterShape"];

export const savedFiltersQuery = queryOptions({
  queryKey: ["saved filters"],
  queryFn: () => get<SavedFilter[]>("filters/"),
});

/** The filter that the address holds. */
export function filterOf(search: URLSearchParams): CorpusFilter {
  return Object.fromEntries(FILTERS.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])));
}

/** The filter that was saved. */
export const savedFilter = (query: Record<string, string | null>): CorpusFilter =>
  filterOf(new URLSearchParams(Object.entries(query).map(([name, value]) => [name, value ?? ""])));
