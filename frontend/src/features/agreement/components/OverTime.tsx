import { Anchor, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useLabel } from "../../../api/meta";
import classes from "../../../shared/agreement/Agreement.module.css";
import { Section } from "../../../shared/agreement/Section";
import { texts as shared } from "../../../shared/agreement/texts";
import { useCoefficients } from "../../../shared/coefficients";
import { Whisker } from "../../../shared/figures/Axis";
import { axisStart } from "../../../shared/figures/scale";
import { interval, number } from "../../../shared/numbers";
import { stepPath, useStudy } from "../../../shared/study";
import { Loaded } from "../../../shared/ui/Loaded";
import { WideTable } from "../../../shared/ui/WideTable";
import { overTimeQuery, type RoundFigure } from "../api";
import { texts } from "../texts";

/** The primary coefficient of each closed round, in order: pilot, calibration, coding. */
export function OverTime({ current }: { current: number }) {
  const study = useStudy();
  const figures = useQuery(overTimeQuery(study.slug));
  return (
    <Section title={texts.overTime.title}>
      <Loaded query={figures}>{(rows) => <Rounds rows={rows} current={current} />}</Loaded>
    </Section>
  );
}

function Rounds({ rows, current }: { rows: RoundFigure[]; current: number }) {
  const study = useStudy();
  const coefficients = useCoefficients();
  const purpose = useLabel("round_purpose");
  const style = useLabel("round_style");
  const from = axisStart(rows.flatMap(({ value, low }) => [value, low]));
  return (
    <WideTable minWidth={640} label={texts.overTime.title}>
      <Table verticalSpacing={5} aria-label={texts.overTime.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.overTime.round}</Table.Th>
            <Table.Th scope="col" ta="right">
              {texts.overTime.units}
            </Table.Th>
            <Table.Th scope="col">{texts.overTime.primary}</Table.Th>
            <Table.Th scope="col" ta="right">
              {texts.overTime.value}
            </Table.Th>
            <Table.Th scope="col">{texts.overTime.interval}</Table.Th>
            <Table.Th scope="col" w="22%" c="dimmed" fw={400} fz="xs">
              {texts.overTime.axis(number(from, 1))}
            </Table.Th>
            <Table.Th scope="col">{texts.overTime.threshold}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.number} aria-current={row.number === current || undefined}>
              <Table.Th scope="row" fw={row.number === current ? 650 : 400}>
                <Anchor component={Link} to={stepPath(study, "agreement", row.number)}>
                  {texts.overTime.name(row.number)}
                </Anchor>
                <Text size="xs" c="dimmed" fw={400}>
                  {texts.overTime.kind(purpose(row.purpose), style(row.style))}
                </Text>
              </Table.Th>
              <Table.Td className={classes.number}>{texts.overTime.used(row.units_used, row.units)}</Table.Td>
              <Table.Td>{coefficients.symbol(row.primary)}</Table.Td>
              <Table.Td className={classes.number}>{number(row.value)}</Table.Td>
              {row.undefined ? (
                <Table.Td colSpan={2}>
                  <Text size="sm" c="dimmed">
                    {shared.coefficients.undefined(row.undefined)}
                  </Text>
                </Table.Td>
              ) : (
                <>
                  <Table.Td className={classes.interval}>{interval(row)}</Table.Td>
                  <Table.Td>
                    <Whisker estimate={row} from={from} />
                  </Table.Td>
                </>
              )}
              <Table.Td>{threshold(row)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function threshold(row: RoundFigure): string {
  if (row.threshold === null) return texts.overTime.noThreshold;
  if (row.met === null) return String(row.threshold);
  return texts.overTime.reached(String(row.threshold), row.met);
}
