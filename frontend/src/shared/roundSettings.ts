import { type Meta, useMeta } from "../api/meta";
import type { Study } from "../api/studies";
import { number } from "./numbers";

/** A setting of a round, from the server's table. */
export type RoundSetting = Meta["round_settings"][number];
export type SettingValue = string | number | boolean | null;
export type SettingValues = Readonly<Record<string, SettingValue>>;

export const useRoundSettings = (): RoundSetting[] => useMeta().round_settings;

/** The settings that apply to the rounds of a study of this kind. */
export const settingsOf = (settings: readonly RoundSetting[], kind: Study["kind"]): RoundSetting[] =>
  settings.filter(({ study_kinds }) => study_kinds.length === 0 || study_kinds.includes(kind));

/** Those that can be chosen: a study of projects allows only one value of some. */
export const settingsToChoose = (settings: readonly RoundSetting[], kind: Study["kind"]): RoundSetting[] =>
  settingsOf(settings, kind).filter(({ of_projects }) => kind !== "projects" || of_projects === null);

/** The only values that a study of this kind allows, by setting. */
export const fixedSettings = (settings: readonly RoundSetting[], kind: Study["kind"]): SettingValues =>
  Object.fromEntries(
    settings
      .filter(({ of_projects }) => kind === "projects" && of_projects !== null)
      .map(({ name, of_projects }) => [name, of_projects as SettingValue]),
  );

/** Whether a setting has a meaning with the values of the others. */
export const applies = ({ applies_if: condition }: RoundSetting, values: SettingValues): boolean =>
  !condition || condition.values.includes(String(values[condition.setting]));

/** The label of a choice, such as "Open coding" for the style "open". */
export function choiceLabel(settings: RoundSetting[], name: string, value: string): string {
  const choices = settings.find((setting) => setting.name === name)?.choices ?? [];
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

/** A number as the plan prints it: a share in percent. */
export const printedNumber = ({ share, whole }: RoundSetting, value: number): string => {
  if (share) return `${number(100 * value, 0)} %`;
  return whole ? String(value) : value.toFixed(2);
};
