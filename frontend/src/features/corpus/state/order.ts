import type { CorpusOrder } from "../../../api/advisories";

/** The order of the table as the address and the server spell it: "published", or "-published" for newest first. */
export type Column = "key" | "title" | "severity" | "published";

/** How each column is sorted when it is first chosen: the most severe and the newest are looked for first. */
const FIRST: Record<Column, CorpusOrder> = {
  key: "",
  title: "title",
  severity: "-severity",
  published: "-published",
};

export const ORDERS = [
  { value: "", label: "Identifier" },
  { value: "title", label: "Title" },
  { value: "-severity", label: "Most severe first" },
  { value: "severity", label: "Least severe first" },
  { value: "-published", label: "Newest first" },
  { value: "published", label: "Oldest first" },
];

export const columnOf = (order: string): Column => (order.replace("-", "") || "key") as Column;

/** The order after the heading of a column was pressed. */
export function pressed(order: string, column: Column): CorpusOrder {
  if (columnOf(order) !== column) return FIRST[column];
  return order.startsWith("-") ? column : `-${column}`;
}

export function ariaSort(order: string, column: Column): "ascending" | "descending" | "none" {
  if (columnOf(order) !== column) return "none";
  return order.startsWith("-") ? "descending" : "ascending";
}

/** An order the server knows, whatever the address says; severity only where it is not hidden. */
export function orderOf(search: URLSearchParams, hidden: boolean): CorpusOrder {
  const order = search.get("order") ?? "";
  const known = /^-?(key|title|severity|published)$/.test(order);
  return known && !(hidden && columnOf(order) === "severity") ? (order as CorpusOrder) : "";
}
