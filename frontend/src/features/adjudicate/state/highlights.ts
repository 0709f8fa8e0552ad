import type { Paint } from "../../../shared/highlight/highlight";
import type { Quoted } from "../../../shared/text/offsets";
import type { Disagreement } from "../api";

const GREY = "#777777";

/** Rater by rater, so that their underlines lie on different levels; what is pointed at on top. */
export function paintsOf({ answers }: Disagreement, pointed: Quoted | null): Paint[] {
  const paints: Paint[] = answers.flatMap(({ codes, segments }) =>
    codes.map(({ id, colour }) => ({ colour, spans: segments.filter(({ code }) => code === id) })),
  );
  return pointed ? [...paints, { colour: GREY, spans: [pointed], strong: true }] : paints;
}
