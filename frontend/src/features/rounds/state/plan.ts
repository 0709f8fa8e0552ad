import { ApiError } from "../../../api/client";
import type { Round } from "../../../api/studies";
import {
  applies,
  type RoundSetting,
  type SettingValue,
  type SettingValues,
} from "../../../shared/roundSettings";
import type { Plan } from "../api";
import { texts } from "../texts";

/** The plan as the form edits it. A number is the text that is typed, a share is in percent. */
export type PlanFields = {
  raters: string[];
  units: string;
  settings: Record<string, SettingValue>;
};

export function emptyPlan(settings: RoundSetting[], raters: string[], adjudicators: string[]): PlanFields {
  const initial = (setting: RoundSetting): SettingValue => {
    switch (setting.kind) {
      case "choice":
        return setting.default ?? setting.choices[0]?.value ?? null;
      case "flag":
        return false;
      case "number":
        return setting.required ? typed(setting, setting.example) : "";
      case "adjudicator":
        return adjudicators.length === 1 ? (adjudicators[0] ?? null) : null;
      case "coefficient":
        return null;
    }
  };
  const values = settings.map((setting) => [setting.name, initial(setting)]);
  return { raters, units: "", settings: Object.fromEntries(values) };
}

export function fieldsOf(settings: RoundSetting[], round: Round): PlanFields {
  const empty = emptyPlan(settings, [], []).settings;
  const values = settings.map((setting) => {
    const value = round[setting.name as keyof Round] as SettingValue;
    if (setting.kind !== "number") return [setting.name, value];
    return [setting.name, value === null ? empty[setting.name] : typed(setting, Number(value))];
  });
  return { raters: round.raters.map(({ name }) => name), units: "", settings: Object.fromEntries(values) };
}

const typed = (setting: RoundSetting, value: number | null): string =>
  value === null ? "" : String(setting.share ? Number((100 * value).toFixed(1)) : value);

/** What is wrong with each field, by its path in the form; empty if the plan can be sent. */
export function planErrors(
  fields: PlanFields,
  settings: RoundSetting[],
  total: number,
): Record<string, string> {
  const errors: Record<string, string> = {};
  if (fields.raters.length < 2) errors.raters = texts.errors.raters;
  const units = readUnits(fields.units, total);
  if (typeof units === "string") errors.units = texts.errors.units(units, total);
  for (const setting of settings) {
    const error = applies(setting, fields.settings) && settingError(setting, fields.settings);
    if (error) errors[`settings.${setting.name}`] = error;
  }
  return errors;
}

function settingError(setting: RoundSetting, values: SettingValues): string | undefined {
  const value = settingValue(setting, values);
  if (value === null || value === "") {
    if (!setting.required) return undefined;
    return setting.kind === "number" ? texts.errors.number(limits(setting)) : texts.errors.choose;
  }
  if (setting.kind !== "number") return undefined;
  const { minimum, maximum, whole } = setting;
  const number = Number(value);
  const valid =
    number >= (minimum ?? Number.NEGATIVE_INFINITY) &&
    number <= (maximum ?? Number.POSITIVE_INFINITY) &&
    (!whole || Number.isInteger(number));
  return valid ? undefined : texts.errors.number(limits(setting));
}

/** The limits of a number as the form shows it. */
export function limits({ minimum, maximum, share }: RoundSetting): [number | null, number | null] {
  const shown = (limit: number | null) => (limit !== null && share ? 100 * limit : limit);
  return [shown(minimum), shown(maximum)];
}

/** A plan without errors as the API takes it. */
export function toPlan(fields: PlanFields, settings: RoundSetting[], total: number): Plan {
  const units = readUnits(fields.units, total);
  const values = settings.map((setting) => [setting.name, settingValue(setting, fields.settings)]);
  return {
    ...Object.fromEntries(values),
    raters: fields.raters,
    units: typeof units === "string" ? null : units,
  };
}

/** The value of a setting that is sent: none for one that does not apply. */
function settingValue(setting: RoundSetting, values: SettingValues): SettingValue {
  const value = values[setting.name] ?? null;
  if (!applies(setting, values)) return setting.kind === "flag" ? false : null;
  if (setting.kind !== "number") return value;
  const text = String(value ?? "").trim();
  if (text === "") return null;
  const number = Number(text.replace(",", "."));
  return setting.share ? number / 100 : number;
}

/** The errors of a refused request, by the path of their field in the form. */
export function serverErrors(error: unknown, settings: RoundSetting[]): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const names = new Set(settings.map(({ name }) => name));
  const errors = Object.entries(error.fields).map(([name, [message]]) => [
    names.has(name) ? `settings.${name}` : name,
    message,
  ]);
  return Object.fromEntries(errors);
}

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
