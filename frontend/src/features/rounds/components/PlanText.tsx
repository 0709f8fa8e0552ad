import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Round } from "../../../api/studies";
import { coefficientName } from "../../../shared/numbers";
import { dateTime } from "../../../shared/ui/TimeAgo";
import { orderWords, SETTLING, STYLES, sharedWords } from "../state/labels";
import classes from "./PlanText.module.css";

/** The plan in words. */
export function PlanText({ round }: { round: Round }) {
  const codes = round.several_codes ? "A unit may have several codes." : "A unit has one code.";
  const seen = round.show_classifications
    ? "Raters see severity, CVSS and CWE while they code."
    : "Raters do not see severity, CVSS or CWE while they code.";
  const threshold =
    round.threshold === null ? "without a threshold" : `threshold ${round.threshold.toFixed(2)}`;
  const hidden = round.hide_raters ? ", who does not see the raters’ names until the round is settled" : "";
  const final = round.final_rater ? ` The final rater is ${round.final_rater}${hidden}.` : "";
  return (
    <dl className={classes.plan}>
      <Line name="Style">
        {STYLES[round.style].name}. {STYLES[round.style].words} {codes}
      </Line>
      <Line name="Who rates">
        {sharedWords(round)} {orderWords(round)} {seen}
      </Line>
      <Line name="Agreement">
        {coefficientName(round.primary_statistic)}, {threshold}. Seed: {round.seed}.
      </Line>
      <Line name="Disagreements">
        {SETTLING[round.settling] ?? round.settling}.{final}
      </Line>
      <Line name="When">
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
  const times = [
    ["Planned", round.planned_at],
    ["Opened", round.opened_at],
    ["Closed", round.closed_at],
    ["Discussion ended", round.discussion_ended_at],
    ["Settled", round.settled_at],
  ] as const;
  return times.map(
    ([word, at]) =>
      at && (
        <Text key={word} span inherit display="block">
          {word} on {dateTime(at)}
        </Text>
      ),
  );
}
