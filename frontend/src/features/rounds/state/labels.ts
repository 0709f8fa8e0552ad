import type { Round, RoundState, RoundStyle } from "../../../api/studies";
import { listed } from "../../../shared/text/list";

export const STYLES: Record<RoundStyle, { name: string; words: string }> = {
  open: {
    name: "Open",
    words: "Each rater makes codes of their own. After the round the vocabularies are matched.",
  },
  shared: {
    name: "Shared",
    words: "All raters use one codebook and may add to it while they code.",
  },
  closed: {
    name: "Closed",
    words: "All raters use the codebook as it is now; it is frozen when the round opens.",
  },
};

export const SCHEMES: Record<Round["scheme"], string> = {
  all: "Every rater codes every unit",
  some: "Some of the raters code each unit, all of them equally much",
  twice: "A share of the units is coded twice, the rest once",
};

export const ORDERS: Record<Round["order"], string> = {
  fixed: "As in the sample, the same for everybody",
  random: "Random, another one for each rater",
};

/** The order in which raters meet their units, in a sentence. */
export const orderWords = ({ order }: Pick<Round, "order">): string =>
  order === "random"
    ? "Each rater meets the units in a random order of their own."
    : "Raters meet the units in the order of the sample.";

/** Who rates what, in a sentence. */
export function sharedWords(round: Round): string {
  const names = listed(round.raters.map(({ name }) => name));
  const units = round.units === 1 ? "the 1 unit" : `${round.units} units`;
  if (round.scheme === "all") return `${names} each code ${round.units === 1 ? units : `all ${units}`}.`;
  const each =
    round.scheme === "some"
      ? `each unit is coded by ${round.per_unit} of them`
      : `${Math.round(100 * (round.share ?? 0))} % of the units are coded twice, the rest once`;
  return `${names} share ${units}: ${each}, drawn with the seed.`;
}

export const SETTLING: Record<string, string> = {
  final_rater: "The final rater decides",
  discussion: "The raters discuss and agree",
  discussion_then_final_rater: "The raters discuss; the final rater decides what remains",
};

export const STATES: Record<RoundState, string> = {
  planned: "Planned, not open yet",
  open: "Open and sealed",
  closed: "Closed: the seal is lifted",
  settled: "Settled",
};

/** Who still has units to submit, as "Bo 12, Ada 3". */
export function leftWords(round: Pick<Round, "raters">): string {
  return round.raters
    .filter(({ assigned, submitted }) => submitted < assigned)
    .map(({ name, assigned, submitted }) => `${name} ${assigned - submitted}`)
    .join(", ");
}
