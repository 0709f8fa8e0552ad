import type { Code } from "../../../api/studies";

/** A line of the list of codes. */
interface CodeLine {
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
