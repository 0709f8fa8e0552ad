import { type CorpusFilter, FILTERS } from "../../api/advisories";

/** The filter that the address holds. */
export function filterOf(search: URLSearchParams): CorpusFilter {
  return Object.fromEntries(FILTERS.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])));
}

/** The address with one word of the filter changed; the open advisory stays. */
export function withFilter(
  search: URLSearchParams,
  name: keyof CorpusFilter,
  value: string,
): URLSearchParams {
  const changed = new URLSearchParams(search);
  if (value) changed.set(name, value);
  else changed.delete(name);
  return changed;
}

/** A comma-separated word with `value` taken out or put in. */
export function toggled(list: string | undefined, value: string): string {
  const values = (list ?? "").split(",").filter(Boolean);
  return (values.includes(value) ? values.filter((one) => one !== value) : [...values, value]).join(",");
}

export function isFiltered(filter: CorpusFilter): boolean {
  return Object.keys(filter).length > 0;
}
