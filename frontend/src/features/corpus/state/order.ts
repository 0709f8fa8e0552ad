import type { CorpusOrder } from "../../../api/advisories";
import { texts } from "../texts";

/** A column that the table can be sorted by. An order is its name, with "-" before it if it is descending. */
export type Column = "key" | "title" | "severity" | "published";

/** The order of each column when it is first chosen: the most severe and the newest first. */
const FIRST_ORDER: Record<Column, CorpusOrder> = {
  key: "",
  title: "title",
  severity: "-severity",
  published: "-published",
};

export const ORDERS = [
  { value: "", label: texts.toolbar.orders.identifier },
  { value: "title", label: texts.toolbar.orders.title },
  { value: "-severity", label: texts.toolbar.orders.mostSevere },
  { value: "severity", label: texts.toolbar.orders.leastSevere },
  { value: "-published", label: texts.toolbar.orders.newest },
  { value: "published", label: texts.toolbar.orders.oldest },
];

const columnOf = (order: string): Column => (order.replace("-", "") || "key") as Column;

/** The order after a click on the heading of a column. */
export function nextOrder(order: string, column: Column): CorpusOrder {
  if (columnOf(order) !== column) return FIRST_ORDER[column];
  return order.startsWith("-") ? column : `-${column}`;
}

export function ariaSort(order: string, column: Column): "ascending" | "descending" | "none" {
  if (columnOf(order) !== column) return "none";
  return order.startsWith("-") ? "descending" : "ascending";
}

/** The order in the address; empty if it is unknown, or by severity while severities are hidden. */
export function orderOf(search: URLSearchParams, hidden: boolean): CorpusOrder {
  const order = search.get("order") ?? "";
  const known = /^-?(key|title|severity|published)$/.test(order);
  return known && !(hidden && columnOf(order) === "severity") ? (order as CorpusOrder) : "";
}
