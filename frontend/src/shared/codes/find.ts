/** Search of codes by words of their labels and definitions. */
export interface Findable {
  id: number;
  label: string;
  definition: string;
  colour: string;
}

/** The text as searches compare it: without case, accents and repeated spaces. */
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

/** The rank of a code in the results, from 0 (best) to 4; null if it does not match. */
function rank(code: Findable, query: string): number | null {
  const label = fold(code.label);
  if (label === query) return 0;
  if (label.startsWith(query)) return 1;
  if (query.split(" ").every((word) => ` ${label}`.includes(` ${word}`))) return 2;
  if (query.split(" ").every((word) => label.includes(word))) return 3;
  if (query.split(" ").every((word) => fold(code.definition).includes(word))) return 4;
  return null;
}

/** The codes that match, best first; codes of the same rank keep their order. */
export function findCodes<Code extends Findable>(codes: readonly Code[], query: string): Code[] {
  const folded = fold(query);
  if (!folded) return [...codes];
  return codes
    .map((code) => ({ code, rank: rank(code, folded) }))
    .filter((match): match is { code: Code; rank: number } => match.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ code }) => code);
}

/** The label of a code that may be created: the query, or null if a code has this label. */
export function newLabel(codes: readonly Findable[], query: string): string | null {
  const label = query.replace(/\s+/g, " ").trim();
  return label && !codes.some((code) => fold(code.label) === fold(label)) ? label : null;
}
