/** Matching as plain data: which private code means which shared one, what is suggested, what is left. */
import type { Card, Matching, Pair } from "../api";

export interface Placed extends Card {
  rater: string;
}
/** A card under a shared code, and why it is there. */
export interface Member extends Placed {
  reason: string;
}
/** A shared code, real or suggested, with the private codes that mean it. */
export interface Group {
  label: string;
  cards: Member[];
}

export const cardsOf = ({ raters }: Pick<Matching, "raters">): Placed[] =>
  raters.flatMap(({ name, codes }) => codes.map((card) => ({ ...card, rater: name })));

const total = ({ cards }: Group) => cards.reduce((sum, { count }) => sum + count, 0);

/** Groups of cards by the label that a list of pairs gives them, the most used first. */
export function groupsOf(cards: readonly Placed[], pairs: readonly Pair[]): Group[] {
  const groups = new Map<string, Group>();
  for (const card of cards) {
    const pair = pairs.find(({ code }) => code === card.id);
    if (!pair) continue;
    const group = groups.get(pair.label) ?? { label: pair.label, cards: [] };
    group.cards.push({ ...card, reason: pair.reason });
    groups.set(pair.label, group);
  }
  return [...groups.values()].sort((a, b) => total(b) - total(a));
}

/**
 * The suggestions that are still open. A card whose suggestion has no reason keeps its own label: it belongs to a
 * suggestion only as the partner of another card, or else it stands alone.
 */
export function openSuggestions(
  cards: readonly Placed[],
  pairs: readonly Pair[],
  suggested: readonly Pair[],
) {
  const matched = new Set(pairs.map(({ code }) => code));
  const open = suggested.filter(({ code }) => !matched.has(code));
  const labels = new Set(pairs.map(({ label }) => label));
  const groups = groupsOf(
    cards.filter(({ id }) => !matched.has(id)),
    open,
  );
  const proposals = groups.filter(
    (group) => group.cards.length > 1 || (labels.has(group.label) && group.cards[0]?.reason),
  );
  const proposed = new Set(proposals.flatMap((group) => group.cards.map(({ id }) => id)));
  const alone = cards.filter(({ id }) => !matched.has(id) && !proposed.has(id));
  return { proposals, alone };
}

/** The pairs with these codes put under a label; whatever they were under before is replaced. */
export function matched(
  pairs: readonly Pair[],
  codes: readonly number[],
  label: string,
  reason = "",
): Pair[] {
  const others = pairs.filter(({ code }) => !codes.includes(code));
  return [...others, ...codes.map((code) => ({ code, label: label.trim(), reason }))];
}

/** One card dropped onto another: it joins that one's shared code; without one both come under the likelier name. */
export function dropped(
  pairs: readonly Pair[],
  cards: readonly Placed[],
  dragged: number,
  onto: number,
): Pair[] {
  const label = pairs.find(({ code }) => code === onto)?.label;
  if (label !== undefined) return matched(pairs, [dragged], label);
  const both = cards.filter(({ id }) => id === dragged || id === onto);
  return matched(pairs, [onto, dragged], likelyLabel(both));
}

export const unmatched = (pairs: readonly Pair[], code: number): Pair[] =>
  pairs.filter((pair) => pair.code !== code);

/** Each card comes under the label with its own reason. */
export const accepted = (pairs: readonly Pair[], group: Group): Pair[] =>
  group.cards.reduce<Pair[]>((sum, { id, reason }) => matched(sum, [id], group.label, reason), [...pairs]);

export const acceptedAll = (pairs: readonly Pair[], groups: readonly Group[]): Pair[] =>
  groups.reduce<Pair[]>((sum, group) => accepted(sum, group), [...pairs]);

/** Each of these codes keeps its own label: it has no partner. */
export const keptAlone = (pairs: readonly Pair[], cards: readonly Placed[]): Pair[] =>
  cards.reduce<Pair[]>((sum, card) => matched(sum, [card.id], card.label), [...pairs]);

/** The name to begin with: that of the code used most among the chosen ones. */
export const likelyLabel = (cards: readonly Placed[]): string =>
  [...cards].sort((a, b) => b.count - a.count)[0]?.label ?? "";
