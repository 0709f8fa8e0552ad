import { type CorpusFilter, FILTERS } from "../../../api/advisories";

/** The address with one word changed, or taken out if it is empty; all others stay. */
export function withWord(search: URLSearchParams, name: string, value: string): URLSearchParams {
  const changed = new URLSearchParams(search);
  if (value) changed.set(name, value);
  else changed.delete(name);
  return changed;
}

/** The address with another filter; the order and what is shown beside the table stay. */
export function withFilter(search: URLSearchParams, filter: CorpusFilter): URLSearchParams {
  return FILTERS.reduce((changed, name) => withWord(changed, name, filter[name] ?? ""), search);
}

/** A comma-separated word with `value` taken out or put in. */
export function toggled(list: string | undefined, value: string): string {
  const values = (list ?? "").split(",").filter(Boolean);
  return (values.includes(value) ? values.filter((one) => one !== value) : [...values, value]).join(",");
}

export function isFiltered(filter: CorpusFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** A filter in a few words: "sql · high, low · 2023". */
export const filterWords = (filter: CorpusFilter): string =>
  FILTERS.flatMap((name) => {
    const value = filter[name];
    if (!value) return [];
    if (name !== "withdrawn") return [value.replaceAll(",", ", ")];
    return [{ yes: "with withdrawn ones", only: "withdrawn ones only" }[value] ?? "without withdrawn ones"];
  }).join(" · ");
