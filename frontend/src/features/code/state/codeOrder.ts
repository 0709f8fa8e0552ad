import type { Code } from "../../../api/types";

/**
 * The codes as the keys 1 to 9 reach them: most used first when the seat is taken, then left in place, because a key
 * that changes its meaning while one works is worse than one that is not the best. New codes go to the end.
 */
export function keyOrder(
  codes: readonly Code[],
  uses: ReadonlyMap<number, number>,
  before: readonly number[],
): number[] {
  const usable = codes.filter((code) => !code.retired);
  const known = new Set(before);
  const kept = before.filter((id) => usable.some((code) => code.id === id));
  const added = usable.filter((code) => !known.has(code.id));
  if (before.length === 0) added.sort((a, b) => (uses.get(b.id) ?? 0) - (uses.get(a.id) ?? 0));
  return [...kept, ...added.map((code) => code.id)];
}

/** A code where it stands in the list: how deep, and whether codes stand below it. */
export interface Branch {
  id: number;
  depth: number;
  below: boolean;
}

/** The codes as they are listed and reached by keys: each below its parent, what is folded left out. */
export function branches(
  order: readonly number[],
  codes: ReadonlyMap<number, Code>,
  folded: ReadonlySet<number>,
): Branch[] {
  const known = new Set(order);
  const children = new Map<number | null, number[]>();
  for (const id of order) {
    const parent = codes.get(id)?.parent ?? null;
    const above = parent !== null && known.has(parent) ? parent : null;
    children.set(above, [...(children.get(above) ?? []), id]);
  }
  const laid = (above: number | null, depth: number): Branch[] =>
    (children.get(above) ?? []).flatMap((id) => [
      { id, depth, below: children.has(id) },
      ...(folded.has(id) ? [] : laid(id, depth + 1)),
    ]);
  return laid(null, 0);
}
