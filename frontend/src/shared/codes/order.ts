import type { Code } from "../../api/studies";
import { texts } from "../texts";

export interface Graded {
  label: string;
  score: number | null;
}

/** Whether codes have an order, or scores as well, as the table of primary statistics names it. */
export type OrderKind = "none" | "order" | "scores";

/** The shared codes in use from low to high; null if the codes have no order, or one of them no place in it. */
export function codeOrder(codes: readonly Code[]): Code[] | null {
  const used = codes.filter(({ owner, retired }) => owner === null && !retired);
  if (used.length < 2 || used.some(({ rank }) => rank === null)) return null;
  return [...used].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
}

/** The codes in use without a place in an order that other codes have. */
export function withoutPlace(codes: readonly Code[]): Code[] {
  const used = codes.filter(({ owner, retired }) => owner === null && !retired);
  return used.some(({ rank }) => rank !== null) ? used.filter(({ rank }) => rank === null) : [];
}

export function orderKind(order: readonly Graded[] | null): OrderKind {
  if (!order) return "none";
  return order.every(({ score }) => score !== null) ? "scores" : "order";
}

/** "none < low < high", with the scores if there are any. */
export function orderWords(order: readonly Graded[]): string {
  return order
    .map(({ label, score }) => (score === null ? label : texts.order.scored(label, score)))
    .join(" < ");
}
