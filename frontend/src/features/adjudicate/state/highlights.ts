import type { Paint } from "../../../shared/highlight/highlight";
import type { Quoted } from "../../../shared/text/offsets";
import type { Disagreement } from "../api";

export const GREY = "#777777";

/** The segments in the order of the raters, so that underlines have different heights; the active one last. */
export function highlights({ codings }: Pick<Disagreement, "codings">, active: Quoted | null): Paint[] {
  const segments: Paint[] = codings.flatMap((coding) =>
    coding.codes.map(({ id, colour }) => ({
      colour,
      spans: coding.segments.filter(({ code }) => code === id),
    })),
  );
  return active ? [...segments, { colour: GREY, spans: [active], strong: true }] : segments;
}
