import type { Round, RoundStyle } from "../../../api/studies";
import type { Plan } from "../api";

/** The plan as it is typed. */
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

export function emptyPlan(raters: string[], finals: string[]): PlanFields {
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
    final_rater: finals.length === 1 ? (finals[0] ?? null) : null,
    hide_raters: false,
    scheme: "all",
    per_unit: 2,
    percent: 20,
    order: "fixed",
  };
}

export function planOf(round: Round): PlanFields {
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

/** The typed plan as the API takes it, or the sentence that says what is missing. */
export function readPlan(fields: PlanFields, total: number): Plan | string {
  if (fields.raters.length < 2) return "Choose at least two raters.";
  const threshold = fields.threshold.trim() === "" ? null : Number(fields.threshold.replace(",", "."));
  if (threshold !== null && !(threshold >= -1 && threshold <= 1)) {
    return "The threshold is a coefficient, such as 0.60. Write a number up to 1.";
  }
  const units = readUnits(fields.units, total);
  if (typeof units === "string") return units;
  const decides = fields.settling !== "discussion";
  if (decides && !fields.final_rater) return "Choose the final rater.";
  if (decides && fields.hide_raters && fields.final_rater && fields.raters.includes(fields.final_rater)) {
    return `${fields.final_rater} is one of the raters: the names cannot be hidden. Choose another final rater.`;
  }
  const { percent, per_unit, ...rest } = fields;
  if (fields.scheme === "some" && !(per_unit >= 2 && per_unit <= fields.raters.length)) {
    return `A unit can have from 2 to ${fields.raters.length} raters.`;
  }
  if (fields.scheme === "twice" && !(percent > 0 && percent <= 100)) {
    return "Say which share of the units is coded twice, from 1 to 100 percent.";
  }
  return {
    ...rest,
    units,
    threshold,
    final_rater: decides ? fields.final_rater : null,
    hide_raters: decides && fields.hide_raters,
    per_unit: fields.scheme === "some" ? per_unit : null,
    share: fields.scheme === "twice" ? percent / 100 : null,
  };
}

/** "1-3, 7" as numbers; null for all; a sentence for what cannot be read. */
export function readUnits(typed: string, total: number): number[] | null | string {
  const words = typed.split(/[\s,;]+/).filter(Boolean);
  if (!words.length) return null;
  const numbers = new Set<number>();
  for (const word of words) {
    const range = /^(\d+)(?:[-–](\d+))?$/.exec(word);
    const first = Number(range?.[1]);
    const last = Number(range?.[2] ?? range?.[1]);
    if (!range || first < 1 || last > total || first > last) {
      return `“${word}” names no units. They are numbered 1 to ${total}.`;
    }
    for (let number = first; number <= last; number++) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}
