import { type CorpusFilter, FILTERS } from "../../../api/advisories";
import { texts } from "../texts";

/** The address with one parameter changed, or removed if the value is empty. */
export function withParameter(search: URLSearchParams, name: string, value: string): URLSearchParams {
  const changed = new URLSearchParams(search);
  if (value) changed.set(name, value);
  else changed.delete(name);
  return changed;
}

/** The address with another filter. Parameters that are no filter, such as the order, are unchanged. */
export function withFilter(search: URLSearchParams, filter: CorpusFilter): URLSearchParams {
  return FILTERS.reduce((changed, name) => withParameter(changed, name, filter[name] ?? ""), search);
}

/** A comma-separated list with `value` added, or removed if it has it. */
export function toggled(list: string | undefined, value: string): string {
  const values = (list ?? "").split(",").filter(Boolean);
  return (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]).join(",");
}

export function isFiltered(filter: CorpusFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** A filter as text: "sql · high, low · 2023". */
export const filterText = (filter: CorpusFilter): string =>
  FILTERS.flatMap((name) => {
    const value = filter[name];
    if (!value) return [];
    if (name === "joined") return value === "true" ? [texts.filter.joined] : [];
    if (name === "kev") return [texts.filter.kev[value] ?? value];
    if (name === "epss_min" || name === "epss_max") return [texts.filter[name](value)];
    if (name !== "withdrawn") return [value.replaceAll(",", ", ")];
    return [texts.filter.withdrawn[value] ?? texts.filter.notWithdrawn];
  }).join(" · ");
