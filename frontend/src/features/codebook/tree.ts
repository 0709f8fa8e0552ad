import type { Code } from "../../api/studies";

type Branch = { code: Code; depth: number };

/** The codes in tree order: each after its parent, in the given order. Codes without a known parent are roots. */
export function flatTree(codes: Code[]): Branch[] {
  const known = new Set(codes.map(({ id }) => id));
  const below = (parent: number | null, depth: number): Branch[] =>
    codes
      .filter((code) => (code.parent !== null && known.has(code.parent) ? code.parent : null) === parent)
      .flatMap((code) => [{ code, depth }, ...below(code.id, depth + 1)]);
  return below(null, 0);
}

/** The codes that can be the parent of this one: all but itself and its descendants. */
export function possibleParents(codes: Code[], id: number | null): Code[] {
  const branches = flatTree(codes);
  const start = branches.findIndex(({ code }) => code.id === id);
  const top = branches[start];
  if (!top) return codes;
  const after = branches.slice(start + 1);
  const end = after.findIndex(({ depth }) => depth <= top.depth);
  const inside = new Set([top, ...after.slice(0, end < 0 ? undefined : end)].map(({ code }) => code.id));
  return codes.filter((code) => !inside.has(code.id));
}
