import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Round, Study } from "../../../api/studies";
import { orderWords } from "../../../shared/codes/order";
import { useCoefficients } from "../../../shared/coefficients";
import {
  applies,
  choiceLabel,
  printedNumber,
  type RoundSetting,
  type SettingValue,
  type SettingValues,
  settingsOf,
  useRoundSettings,
} from "../../../shared/roundSettings";
import { useStudy } from "../../../shared/study";
import { dateTime } from "../../../shared/ui/TimeAgo";
import { allocationSentence } from "../state/allocation";
import { useRoundOrder } from "../state/codebookOrder";
import { texts } from "../texts";
import classes from "./PlanText.module.css";

/** The plan: raters, settings and times. */
export function PlanText({ round }: { round: Round }) {
  const study = useStudy();
  const settings = settingsOf(useRoundSettings(), study.kind);
  const order = useRoundOrder(study, round);
  const values = round as unknown as SettingValues;
  return (
    <dl className={classes.plan}>
      <Line name={texts.plan.raters}>{allocationSentence(round)}</Line>
      {round.reassignments.length > 0 && (
        <Line name={texts.plan.reassigned}>
          {round.reassignments.map(({ from, to, units, at }) => (
            <Text key={at} span inherit display="block">
              {texts.plan.reassignment(units, from, to, dateTime(at))}
            </Text>
          ))}
        </Line>
      )}
      {settings
        .filter((setting) => applies(setting, values))
        .map((setting) => (
          <Line key={setting.name} name={setting.label}>
            <Value setting={setting} value={values[setting.name] ?? null} />
          </Line>
        ))}
      {order && <Line name={texts.plan.order}>{orderWords(order)}</Line>}
      <Line name={texts.plan.seed}>{round.seed}</Line>
      <Line name={texts.plan.times}>
        <Times round={round} />
      </Line>
    </dl>
  );
}

/** The settings of the plan that apply, each as a sentence. */
export function usePlanSentences(round: Round, kind: Study["kind"]): string[] {
  const coefficients = useCoefficients();
  const values = round as unknown as SettingValues;
  return settingsOf(useRoundSettings(), kind)
    .filter((setting) => setting.name !== "assignment_scheme" && applies(setting, values))
    .map((setting) => {
      const value = values[setting.name] ?? null;
      const help = setting.choices.find((choice) => choice.value === value)?.help;
      const sentence = `${setting.label}: ${valueText(setting, value, coefficients)}.`;
      return help ? `${sentence} ${help}` : sentence;
    });
}

function Value({ setting, value }: { setting: RoundSetting; value: SettingValue }) {
  return valueText(setting, value, useCoefficients());
}

function valueText(
  setting: RoundSetting,
  value: SettingValue,
  coefficients: ReturnType<typeof useCoefficients>,
): string {
  if (setting.kind === "flag") return value ? texts.plan.yes : texts.plan.no;
  if (value === null) return texts.plan.none;
  if (setting.kind === "number") return printedNumber(setting, Number(value));
  if (setting.kind === "coefficient") return coefficients.name(String(value));
  return setting.kind === "choice" ? choiceLabel([setting], setting.name, String(value)) : String(value);
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Times({ round }: { round: Round }) {
  const events = Object.keys(texts.plan.events) as (keyof typeof texts.plan.events)[];
  return events.map((event) => {
    const time = round[event];
    return (
      time && (
        <Text key={event} span inherit display="block">
          {texts.plan.event(texts.plan.events[event], dateTime(time))}
        </Text>
      )
    );
  });
}
