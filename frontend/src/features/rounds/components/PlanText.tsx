import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Round } from "../../../api/studies";
import { useCoefficients } from "../../../shared/coefficients";
import { dateTime } from "../../../shared/ui/TimeAgo";
import { allocationSentence, texts } from "../texts";
import classes from "./PlanText.module.css";

/** The plan in sentences. */
export function PlanText({ round }: { round: Round }) {
  const coefficients = useCoefficients();
  const style = texts.styles[round.style];
  return (
    <dl className={classes.plan}>
      <Line name={texts.plan.style}>
        {style.name}. {style.help} {texts.plan.multiLabel(round.multi_label)}
      </Line>
      <Line name={texts.plan.raters}>
        {allocationSentence(round)} {texts.plan.order(round.unit_order)}{" "}
        {texts.plan.classifications(round.show_classifications)}
      </Line>
      <Line name={texts.plan.agreement}>
        {texts.plan.primary(coefficients.name(round.primary_statistic), round.threshold, round.seed)}
      </Line>
      <Line name={texts.plan.disagreements}>
        {texts.resolution[round.resolution_method]}.
        {round.final_rater && texts.plan.finalRater(round.final_rater, round.blind_adjudication)}
      </Line>
      <Line name={texts.plan.times}>
        <Times round={round} />
      </Line>
    </dl>
  );
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
