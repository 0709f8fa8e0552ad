/** Pairs of private and shared codes, and the suggestions for codes without a pair. */
import type { Matching, Pair, PrivateCode } from "../api";

export interface RaterCode extends PrivateCode {
  rater: string;
}
/** A code of a shared code, with the reason of its pair. */
export interface MatchedCode extends RaterCode {
  reason: string;
}
/** A shared code, existing or suggested, with the private codes that are matched to it. */
export interface SharedGroup {
  label: string;
  codes: MatchedCode[];
}

export const codesOf = ({ raters }: Pick<Matching, "raters">): RaterCode[] =>
  raters.flatMap(({ name, codes }) => codes.map((code) => ({ ...code, rater: name })));

const totalCount = ({ codes }: SharedGroup) => codes.reduce((sum, { count }) => sum + count, 0);

/** The codes grouped by the label of their pairs, the most used group first. */
export function groupByLabel(codes: readonly RaterCode[], pairs: readonly Pair[]): SharedGroup[] {
  const groups = new Map<string, SharedGroup>();
  for (const code of codes) {
    const pair = pairs.find((candidate) => candidate.code === code.id);
    if (!pair) continue;
    const group = groups.get(pair.label) ?? { label: pair.label, codes: [] };
    group.codes.push({ ...code, reason: pair.reason });
    groups.set(pair.label, group);
  }
  return [...groups.values()].sort((a, b) => totalCount(b) - totalCount(a));
}

/**
 * The suggestions for codes that are not matched yet, and the codes without a suggestion.
 *
 * The server suggests for a code without partner its own label and no reason: such a code is part of a suggestion
 * only as the partner of another code.
 */
export function openSuggestions(
  codes: readonly RaterCode[],
  pairs: readonly Pair[],
  suggestions: readonly Pair[],
) {
  const matched = new Set(pairs.map(({ code }) => code));
  const labels = new Set(pairs.map(({ label }) => label));
  const unmatched = codes.filter(({ id }) => !matched.has(id));
  const proposals = groupByLabel(
    unmatched,
    suggestions.filter(({ code }) => !matched.has(code)),
  ).filter((group) => group.codes.length > 1 || (labels.has(group.label) && group.codes[0]?.reason));
  const proposed = new Set(proposals.flatMap((group) => group.codes.map(({ id }) => id)));
  return { proposals, unpaired: unmatched.filter(({ id }) => !proposed.has(id)) };
}

/** The pairs with these codes matched to a label; their earlier pairs are replaced. */
export function withMatch(
  pairs: readonly Pair[],
  codes: readonly number[],
  label: string,
  reason = "",
): Pair[] {
  const others = pairs.filter(({ code }) => !codes.includes(code));
  return [...others, ...codes.map((code) => ({ code, label: label.trim(), reason }))];
}

/** A code dropped onto another: it gets the other's shared code, or both get the label of the more used one. */
export function withDrop(
  pairs: readonly Pair[],
  codes: readonly RaterCode[],
  dragged: number,
  target: number,
): Pair[] {
  const label = pairs.find(({ code }) => code === target)?.label;
  if (label !== undefined) return withMatch(pairs, [dragged], label);
  const both = codes.filter(({ id }) => id === dragged || id === target);
  return withMatch(pairs, [target, dragged], suggestedLabel(both));
}

export const withoutMatch = (pairs: readonly Pair[], code: number): Pair[] =>
  pairs.filter((pair) => pair.code !== code);

/** Each code is matched with the reason of its own suggestion. */
export const withAccepted = (pairs: readonly Pair[], groups: readonly SharedGroup[]): Pair[] =>
  groups.reduce<Pair[]>(
    (all, { label, codes }) =>
      codes.reduce((sum, { id, reason }) => withMatch(sum, [id], label, reason), all),
    [...pairs],
  );

/** Each code without partner becomes a shared code of its own label. */
export const withOwnLabels = (pairs: readonly Pair[], codes: readonly RaterCode[]): Pair[] =>
  codes.reduce<Pair[]>((sum, code) => withMatch(sum, [code.id], code.label), [...pairs]);

/** The label of the most used code. */
export const suggestedLabel = (codes: readonly RaterCode[]): string =>
  [...codes].sort((a, b) => b.count - a.count)[0]?.label ?? "";
