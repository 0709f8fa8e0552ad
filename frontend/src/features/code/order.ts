import type { Code } from "../../api/types";
import type { OwnCodes } from "./api";

/** How many of my submitted units have each code. */
export function countUses(own: OwnCodes): Map<number, number> {
  const uses = new Map<number, number>();
  for (const code of Object.values(own).flat()) uses.set(code, (uses.get(code) ?? 0) + 1);
  return uses;
}

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
