import type { Code } from "../../../api/studies";

/**
 * The order in which the keys 1 to 9 reach the codes: most used first when the screen opens, then fixed, because a
 * key must not change its meaning during coding. New codes are added at the end.
 */
export function keyOrder(
  codes: readonly Code[],
  uses: ReadonlyMap<number, number>,
  previous: readonly number[],
): number[] {
  const usable = codes.filter((code) => !code.retired);
  const known = new Set(previous);
  const remaining = previous.filter((id) => usable.some((code) => code.id === id));
  const added = usable.filter((code) => !known.has(code.id));
  if (previous.length === 0) added.sort((a, b) => (uses.get(b.id) ?? 0) - (uses.get(a.id) ?? 0));
  return [...remaining, ...added.map((code) => code.id)];
}

/** A line of the list of codes. */
export interface CodeLine {
  id: number;
  depth: number;
  hasChildren: boolean;
}

/** The codes in the order of the list: each below its parent, without the children of folded codes. */
export function codeTree(
  order: readonly number[],
  codes: ReadonlyMap<number, Code>,
  folded: ReadonlySet<number>,
): CodeLine[] {
  const listed = new Set(order);
  const children = new Map<number | null, number[]>();
  for (const id of order) {
    const parent = codes.get(id)?.parent ?? null;
    const listedParent = parent !== null && listed.has(parent) ? parent : null;
    children.set(listedParent, [...(children.get(listedParent) ?? []), id]);
  }
  const below = (parent: number | null, depth: number): CodeLine[] =>
    (children.get(parent) ?? []).flatMap((id) => [
      { id, depth, hasChildren: children.has(id) },
      ...(folded.has(id) ? [] : below(id, depth + 1)),
    ]);
  return below(null, 0);
}
