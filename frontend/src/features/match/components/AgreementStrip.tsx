import { Text } from "@mantine/core";
import { useCoefficients } from "../../../shared/coefficients";
import { Whisker } from "../../../shared/figures/Axis";
import { axisStart } from "../../../shared/figures/scale";
import { interval, number } from "../../../shared/numbers";
import type { BriefAgreement, Matching } from "../api";
import { texts } from "../texts";
import classes from "./Match.module.css";

/** Agreement before the matching and with its current pairs. */
export function AgreementStrip({ agreement, saving }: { agreement: Matching["agreement"]; saving: boolean }) {
  const from = axisStart([agreement.before.low, agreement.after.low]);
  return (
    <div className={classes.strip} role="status" aria-busy={saving}>
      <Side name={texts.agreement.before} brief={agreement.before} from={from} />
      <Side name={texts.agreement.after(saving)} brief={agreement.after} from={from} />
    </div>
  );
}

function Side({ name, brief, from }: { name: string; brief: BriefAgreement; from: number }) {
  const coefficients = useCoefficients();
  const { value, low, high } = brief;
  const estimate = { value, low, high, se: null, undefined: brief.undefined };
  return (
    <div className={classes.side}>
      <Text size="sm">
        {coefficients.symbol(brief.primary)} <b>{number(value)}</b> {name}
        <Text span size="xs" c="dimmed">
          {brief.undefined ? texts.agreement.undefined(brief.undefined) : ` ${interval(brief)}`}
          {brief.percent_agreement !== null && texts.agreement.share(brief.percent_agreement)}
        </Text>
      </Text>
      <Whisker estimate={estimate} from={from} />
    </div>
  );
}
