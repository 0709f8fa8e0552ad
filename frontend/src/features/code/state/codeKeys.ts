/** The keys 1 to 9 of a rater's codes. A key belongs to its code until the round closes or the rater changes it. */
import type { Code } from "../../../api/studies";

export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Key → id of its code. A retired code is still in it, so that the key returns with the code. */
export type CodeKeys = Readonly<Record<string, number>>;

type Codes = readonly Pick<Code, "id" | "retired">[];

const isActive = (codes: Codes, id: number | undefined) =>
  codes.some((code) => code.id === id && !code.retired);

/** The code that a key gives; undefined if the key has none. */
export function codeOf(keys: CodeKeys, key: string, codes: Codes): number | undefined {
  return isActive(codes, keys[key]) ? keys[key] : undefined;
}

export function keyOf(keys: CodeKeys, code: number): string | undefined {
  return KEYS.find((key) => keys[key] === code);
}

/** Gives codes without a key those that no code has had, in the order of the codes. */
export function filledKeys(keys: CodeKeys, codes: Codes): CodeKeys {
  const unused = KEYS.filter((key) => keys[key] === undefined);
  const without = codes.filter(({ id, retired }) => !retired && keyOf(keys, id) === undefined);
  const added = without.slice(0, unused.length).map(({ id }, index) => [unused[index], id]);
  return added.length > 0 ? { ...keys, ...Object.fromEntries(added) } : keys;
}

/** Gives a new code the lowest key without a code in use. */
export function withNewCode(keys: CodeKeys, code: number, codes: Codes): CodeKeys {
  const free = KEYS.find((key) => codeOf(keys, key, codes) === undefined);
  return free === undefined || keyOf(keys, code) ? keys : { ...keys, [free]: code };
}

/** Gives a code this key. The code that had it takes the former key of the other, or else a free one. */
export function withKey(keys: CodeKeys, code: number, key: string, codes: Codes): CodeKeys {
  const holder = codeOf(keys, key, codes);
  if (holder === code) return keys;
  const former = keyOf(keys, code);
  const others = Object.fromEntries(Object.entries(keys).filter(([, id]) => id !== code));
  const changed = { ...others, [key]: code };
  if (holder === undefined) return changed;
  if (former) return { ...changed, [former]: holder };
  return withNewCode(changed, holder, [...codes, { id: code, retired: false }]);
}

export function sameKeys(a: CodeKeys, b: CodeKeys): boolean {
  return KEYS.every((key) => a[key] === b[key]);
}
