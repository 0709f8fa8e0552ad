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
  multi_label: boolean;
  show_classifications: boolean;
  primary_statistic: string;
  threshold: string;
  resolution_method: Round["resolution_method"];
  final_rater: string | null;
  blind_adjudication: boolean;
  assignment_scheme: Round["assignment_scheme"];
  raters_per_unit: number;
  percent: number;
  unit_order: Round["unit_order"];
};

export function emptyPlan(raters: string[], adjudicators: string[]): PlanFields {
  return {
    style: "open",
    purpose: "coding",
    raters,
    units: "",
    multi_label: false,
    show_classifications: false,
    primary_statistic: "",
    threshold: "",
    resolution_method: "final_rater",
    final_rater: adjudicators.length === 1 ? (adjudicators[0] ?? null) : null,
    blind_adjudication: false,
    assignment_scheme: "all",
    raters_per_unit: 2,
    percent: 20,
    unit_order: "fixed",
  };
}

export function fieldsOf(round: Round): PlanFields {
  return {
    style: round.style,
    purpose: round.purpose,
    raters: round.raters.map(({ name }) => name),
    units: "",
    multi_label: round.multi_label,
    show_classifications: round.show_classifications,
    primary_statistic: round.primary_statistic,
    threshold: round.threshold === null ? "" : String(round.threshold),
    resolution_method: round.resolution_method,
    final_rater: round.final_rater,
    blind_adjudication: round.blind_adjudication,
    assignment_scheme: round.assignment_scheme,
    raters_per_unit: round.raters_per_unit ?? 2,
    percent: Math.round(100 * (round.overlap_share ?? 0.2)),
    unit_order: round.unit_order,
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
  if (fields.resolution_method !== "discussion") {
    if (!finalRater) errors.final_rater = texts.errors.finalRater;
    else if (fields.blind_adjudication && raters.includes(finalRater)) {
      errors.final_rater = texts.errors.blind(finalRater);
    }
  }
  if (
    fields.assignment_scheme === "fixed_number" &&
    !(fields.raters_per_unit >= 2 && fields.raters_per_unit <= raters.length)
  ) {
    errors.raters_per_unit = texts.errors.perUnit(raters.length);
  }
  if (fields.assignment_scheme === "overlap" && !(fields.percent > 0 && fields.percent <= 100)) {
    errors.percent = texts.errors.percent;
  }
  return errors;
}

/** A plan without errors as the API takes it. */
export function toPlan(fields: PlanFields, total: number): Plan {
  const { percent, raters_per_unit, ...rest } = fields;
  const decides = fields.resolution_method !== "discussion";
  const units = readUnits(fields.units, total);
  return {
    ...rest,
    units: typeof units === "string" ? null : units,
    threshold: readThreshold(fields.threshold),
    final_rater: decides ? fields.final_rater : null,
    blind_adjudication: decides && fields.blind_adjudication,
    raters_per_unit: fields.assignment_scheme === "fixed_number" ? raters_per_unit : null,
    overlap_share: fields.assignment_scheme === "overlap" ? percent / 100 : null,
  };
}

/** The fields of a refused request at the fields of the form. */
export function serverErrors(error: unknown): PlanErrors {
  if (!(error instanceof ApiError)) return {};
  const names = Object.entries(error.fields).map(([name, [message]]) => [
    name === "overlap_share" ? "percent" : name,
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
