/** Finding a code by what one remembers of it. */
export interface Findable {
  id: number;
  label: string;
  definition: string;
  colour: string;
}

/** Labels are told apart as they are spelt; a search does not care for case, accents and spaces. */
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

/** Lower is better; null when the code does not fit. */
function rank(code: Findable, query: string): number | null {
  const label = fold(code.label);
  if (label === query) return 0;
  if (label.startsWith(query)) return 1;
  if (query.split(" ").every((word) => ` ${label}`.includes(` ${word}`))) return 2;
  if (query.split(" ").every((word) => label.includes(word))) return 3;
  if (query.split(" ").every((word) => fold(code.definition).includes(word))) return 4;
  return null;
}

/** The codes that fit, best first; equally good ones keep their order. */
export function findCodes<Code extends Findable>(codes: readonly Code[], query: string): Code[] {
  const wanted = fold(query);
  if (!wanted) return [...codes];
  return codes
    .map((code) => ({ code, rank: rank(code, wanted) }))
    .filter((found): found is { code: Code; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ code }) => code);
}

/** The label that may be created: what was typed, unless a code is called so already. */
export function newLabel(codes: readonly Findable[], query: string): string | null {
  const label = query.replace(/\s+/g, " ").trim();
  return label && !codes.some((code) => fold(code.label) === fold(label)) ? label : null;
}
