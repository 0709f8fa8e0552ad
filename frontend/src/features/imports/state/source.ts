const LONGEST = 60; // characters of a heading or a cell
const SEPARATOR = ", "; // between the names of files

/**
 * The first names of a source that has too many for a heading, and whether some are left out. A single long name
 * is unchanged. Names are not counted, because a name can contain the separator.
 */
export function shortened(source: string): { text: string; cut: boolean } {
  if (source.length <= LONGEST) return { text: source, cut: false };
  const last = source.lastIndexOf(SEPARATOR, LONGEST);
  const end = last > 0 ? last : source.indexOf(SEPARATOR);
  return end > 0 ? { text: source.slice(0, end), cut: true } : { text: source, cut: false };
}
