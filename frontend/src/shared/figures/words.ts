import { fixed } from "../numbers";

/** Names and short explanations of the coefficients, by their names in agreement.json. */
const NAMES: Record<string, [string, string]> = {
  cohen_kappa: ["Cohen’s κ", "Two raters, each with their own frequencies of codes."],
  scott_pi: ["Scott’s π", "Two raters, frequencies of codes pooled."],
  fleiss_kappa: ["Fleiss’ κ", "Any number of raters, frequencies pooled."],
  conger_kappa: ["Conger’s κ", "Any number of raters, each with their own frequencies."],
  light_kappa: ["Light’s κ", "The mean of Cohen’s κ over all pairs of raters."],
  krippendorff_alpha: ["Krippendorff’s α", "Any number of raters, units with missing ratings included."],
  krippendorff_alpha_masi: ["Krippendorff’s α, MASI", "Sets of codes; partial overlap counts partly."],
  krippendorff_alpha_jaccard: [
    "Krippendorff’s α, Jaccard",
    "Sets of codes; the share of common codes counts.",
  ],
  gwet_ac1: ["Gwet’s AC1", "Stays stable when one code is very frequent."],
  brennan_prediger: ["Brennan–Prediger", "Chance agreement as if all codes were equally likely."],
  percent_agreement: ["Percent agreement", "Share of units on which the raters agree, chance included."],
  exact_match: ["Exact match", "Share of units with exactly the same set of codes."],
  mean_jaccard: ["Mean Jaccard", "Mean share of common codes."],
  mean_masi: ["Mean MASI", "Mean similarity of the sets of codes."],
  cohen_kappa_max: ["Largest possible κ", "What κ could reach with these frequencies of codes."],
  pabak: ["PABAK", "κ adjusted for prevalence and bias."],
  prevalence_index: ["Prevalence index", "How unequal the frequencies of the two codes are."],
  bias_index: ["Bias index", "How much the raters’ frequencies differ."],
};

export function nameOf(coefficient: string): string {
  const plain = coefficient.replaceAll("_", " ");
  return NAMES[coefficient]?.[0] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

export const meaningOf = (coefficient: string): string => NAMES[coefficient]?.[1] ?? "";

/** Two decimals, a real minus sign, a dash for what is not there. */
export const number = (value: number | null | undefined, digits = 2): string =>
  value === null || value === undefined ? "–" : fixed(value, digits).replace("-", "−");

export const interval = ({ low, high }: { low: number | null; high: number | null }): string =>
  low === null || high === null ? "no interval" : `${number(low)} to ${number(high)}`;

/** Where a value lies on an axis from `from` to 1, in per cent of its width. */
export const place = (value: number, from: number): number => {
  const share = (Math.min(1, Math.max(from, value)) - from) / (1 - from);
  return 3 + 94 * share;
};

/** The axis starts at 0 unless a coefficient is below: disagreement beyond chance must not be cut off. */
export function axisStart(values: readonly (number | null | undefined)[]): number {
  const lowest = Math.min(0, ...values.filter((value) => typeof value === "number"));
  return Math.max(-1, Math.floor(lowest * 5) / 5);
}
