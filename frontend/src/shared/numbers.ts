/** Numbers as text, rounded as in the files of a release. */
import { texts } from "./texts";

/** `count` of `total` in percent with one decimal, ties to even on the exact fraction: 93 of 149 is 62.4. */
export function percent(count: number, total: number): string {
  if (!total) return "0.0";
  const whole = Math.floor((count * 1000) / total);
  const rest = 2 * (count * 1000 - whole * total);
  const tenths = rest > total || (rest === total && whole % 2 === 1) ? whole + 1 : whole;
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

const DIGITS = 12; // the following digits are rounding errors of the computation

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

/** A value with a real minus sign, or a dash if there is none. */
export const number = (value: number | null | undefined, decimals = 2): string =>
  value === null || value === undefined ? "–" : fixed(value, decimals).replace("-", "−");

/** "0.52 to 0.74", or "no interval". */
export const interval = ({ low, high }: { low: number | null; high: number | null }): string =>
  low === null || high === null ? texts.intervals.none : texts.intervals.range(number(low), number(high));
