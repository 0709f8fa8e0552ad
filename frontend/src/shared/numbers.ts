/** How numbers are said on every page; the same words and roundings as in the release's files. */

import type { Coefficient } from "../api/agreement";

const NAMES: Record<string, string> = {
  percent_agreement: "Percent agreement",
  exact_match: "Exact match of the sets of codes",
  mean_jaccard: "Mean Jaccard similarity",
  mean_masi: "Mean MASI similarity",
  cohen_kappa: "Cohen's kappa",
  cohen_kappa_max: "Largest Cohen's kappa the raters' shares allow",
  scott_pi: "Scott's pi",
  fleiss_kappa: "Fleiss' kappa",
  conger_kappa: "Conger's kappa",
  light_kappa: "Light's kappa",
  krippendorff_alpha: "Krippendorff's alpha",
  krippendorff_alpha_masi: "Krippendorff's alpha with the MASI distance",
  krippendorff_alpha_jaccard: "Krippendorff's alpha with the Jaccard distance",
  gwet_ac1: "Gwet's AC1",
  brennan_prediger: "Brennan and Prediger's coefficient",
  pabak: "Prevalence- and bias-adjusted kappa",
  prevalence_index: "Prevalence index",
  bias_index: "Bias index",
  specific_agreement: "Specific agreement",
};
const SHARES = new Set(["percent_agreement", "exact_match"]);

export const coefficientName = (name: string) => NAMES[name] ?? name;

/** Which statistics can be fixed beforehand as the primary one; the first is the default. */
export function primaryChoices(raters: number, severalCodes: boolean, complete = true): string[] {
  if (severalCodes) return ["krippendorff_alpha_masi", "krippendorff_alpha_jaccard", "krippendorff_alpha"];
  const two = [
    "cohen_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
    "brennan_prediger",
    "scott_pi",
    "fleiss_kappa",
  ];
  const many = [
    // Where not everybody codes everything, alpha comes first: it takes any number of ratings of a unit.
    ...(complete ? ["fleiss_kappa", "krippendorff_alpha"] : ["krippendorff_alpha", "fleiss_kappa"]),
    "conger_kappa",
    "light_kappa",
    "gwet_ac1",
    "brennan_prediger",
  ];
  return raters > 2 ? many : [...two, "conger_kappa"];
}

/** `count` of `total` in percent with one decimal, ties to even on the exact fraction: 93 of 149 is 62.4. */
export function percent(count: number, total: number): string {
  if (!total) return "0.0";
  const whole = Math.floor((count * 1000) / total);
  const rest = 2 * (count * 1000 - whole * total);
  const tenths = rest > total || (rest === total && whole % 2 === 1) ? whole + 1 : whole;
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

const DIGITS = 12; // what comes after them is noise of computing

/** Rounded once from the exact value, ties to even, as on the server; zero has no minus sign. */
export function fixed(value: number, decimals: number): string {
  const exact = BigInt(Math.abs(value).toFixed(DIGITS).replace(".", ""));
  const unit = 10n ** BigInt(DIGITS - decimals);
  const rest = 2n * (exact % unit);
  const whole = exact / unit;
  const rounded = rest > unit || (rest === unit && whole % 2n === 1n) ? whole + 1n : whole;
  const digits = String(rounded).padStart(decimals + 1, "0");
  const sign = value < 0 && rounded > 0n ? "-" : "";
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A share between 0 and 1 in percent with one decimal. */
export const percentOf = (share: number) => fixed(100 * share, 1);

/** A coefficient with two decimals. */
export const coefficient = (value: number) => fixed(value, 2);

/** A value as it is printed: shares of agreement in percent, all else with two decimals. */
export function coefficientValue(name: string, value: number): string {
  return SHARES.has(name) ? `${percentOf(value)} %` : coefficient(value);
}

/** "0.52 to 0.74", or a dash where there is no interval. */
export function interval(name: string, { low, high }: Pick<Coefficient, "low" | "high">): string {
  if (low === null || high === null) return "–";
  return `${coefficientValue(name, low)} to ${coefficientValue(name, high)}`;
}
