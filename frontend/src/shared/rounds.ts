import type { Round } from "../api/studies";
import { texts } from "./texts";

type Purpose = Round["purpose"];

/** The purposes of rounds, in their usual order. */
export const PURPOSES = Object.keys(texts.purposes) as Purpose[];

/** The label of each purpose, as in "Pilot: test the procedure". */
export const PURPOSE = Object.fromEntries(
  PURPOSES.map((purpose) => [purpose, texts.purposes[purpose].label]),
) as Record<Purpose, string>;

/** The word for a purpose, as in "pilot". */
export const purposeWord = (purpose: Purpose): string => texts.purposes[purpose].word;
