import { ApiError } from "../../../api/client";
import type { Round, RoundStyle } from "../../../api/studies";
import type { Plan } from "../api";
import { texts } from "../texts";

/** The plan as the form edits it. */
export type PlanFields = {
  style: RoundStyle;
  purpose: Round["purpose"];
  raters: string[];
  units: string;
  several_codes: boolean;
  show_classifications: boolean;
  primary_statistic: string;
  threshold: string;
  settling: Round["settling"];
  final_rater: string | null;
  hide_raters: boolean;
  scheme: Round["scheme"];
  per_unit: number;
  percent: number;
  order: Round["order"];
};

export function emptyPlan(raters: string[], adjudicators: string[]): PlanFields {
  return {
    style: "open",
    purpose: "coding",
    raters,
    units: "",
    several_codes: false,
    show_classifications: false,
    primary_statistic: "",
    threshold: "",
    settling: "final_rater",
    final_rater: adjudicators.length === 1 ? (adjudicators[0] ?? null) : null,
    hide_raters: false,
    scheme: "all",
    per_unit: 2,
    percent: 20,
    order: "fixed",
  };
}

export function fieldsOf(round: Round): PlanFields {
  return {
    style: round.style,
    purpose: round.purpose,
    raters: round.raters.map(({ name }) => name),
    units: "",
    several_codes: round.several_codes,
    show_classifications: round.show_classifications,
    primary_statistic: round.primary_statistic,
    threshold: round.threshold === null ? "" : String(round.threshold),
    settling: round.settling,
    final_rater: round.final_rater,
    hide_raters: round.hide_raters,
    scheme: round.scheme,
    per_unit: round.per_unit ?? 2,
    percent: Math.round(100 * (round.share ?? 0.2)),
    order: round.order,
  };
}

export type PlanErrors = Partial<Record<keyof PlanFields, string>>;

/** What is wrong with each field; empty if the plan can be sent. */
export function planErrors(fields: PlanFields, total: number): PlanErrors {
  const errors: PlanErrors = {};
  const { raters, final_rater: finalRater } = fields;
  if (raters.length < 2) errors.raters = texts.errors.raters;
  const threshold = readThreshold(fields.threshold);
  if (threshold !== null && !(threshold >= -1 && threshold <= 1)) errors.threshold = texts.errors.threshold;
  const units = readUnits(fields.units, total);
  if (typeof units === "string") errors.units = texts.errors.units(units, total);
  if (fields.settling !== "discussion") {
    if (!finalRater) errors.final_rater = texts.errors.finalRater;
    else if (fields.hide_raters && raters.includes(finalRater)) {
      errors.final_rater = texts.errors.blind(finalRater);
    }
  }
  if (fields.scheme === "some" && !(fields.per_unit >= 2 && fields.per_unit <= raters.length)) {
    errors.per_unit = texts.errors.perUnit(raters.length);
  }
  if (fields.scheme === "twice" && !(fields.percent > 0 && fields.percent <= 100)) {
    errors.percent = texts.errors.percent;
  }
  return errors;
}

/** A plan without errors as the API takes it. */
export function toPlan(fields: PlanFields, total: number): Plan {
  const { percent, per_unit, ...rest } = fields;
  const decides = fields.settling !== "discussion";
  const units = readUnits(fields.units, total);
  return {
    ...rest,
    units: typeof units === "string" ? null : units,
    threshold: readThreshold(fields.threshold),
    final_rater: decides ? fields.final_rater : null,
    hide_raters: decides && fields.hide_raters,
    per_unit: fields.scheme === "some" ? per_unit : null,
    share: fields.scheme === "twice" ? percent / 100 : null,
  };
}

/** The fields of a refused request at the fields of the form. */
export function serverErrors(error: unknown): PlanErrors {
  if (!(error instanceof ApiError)) return {};
  const names = Object.entries(error.fields).map(([name, [message]]) => [
    name === "share" ? "percent" : name,
    message,
  ]);
  return Object.fromEntries(names);
}

/** A decimal number with point or comma; null if empty, NaN if it is no number. */
const readThreshold = (typed: string): number | null =>
  typed.trim() === "" ? null : Number(typed.replace(",", "."));

/** "1-3, 7" as numbers; null for all; the word that names no unit. */
export function readUnits(typed: string, total: number): number[] | null | string {
  const words = typed.split(/[\s,;]+/).filter(Boolean);
  if (!words.length) return null;
  const numbers = new Set<number>();
  for (const word of words) {
    const range = /^(\d+)(?:[-–](\d+))?$/.exec(word);
    const first = Number(range?.[1]);
    const last = Number(range?.[2] ?? range?.[1]);
    if (!range || first < 1 || last > total || first > last) {
      return word;
    }
    for (let number = first; number <= last; number++) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}
