import type { Round } from "../api/studies";

/** What a round is for, in the order in which they follow each other. */
export const PURPOSE: Record<Round["purpose"], string> = {
  pilot: "Pilot: try the procedure",
  calibration: "Calibration: learn to code alike",
  coding: "Coding: what is published",
};
export const PURPOSES = Object.keys(PURPOSE) as Round["purpose"][];

/** The word alone, as in "pilot". */
export const purposeWord = (purpose: Round["purpose"]): string =>
  (PURPOSE[purpose].split(":")[0] ?? purpose).toLowerCase();
