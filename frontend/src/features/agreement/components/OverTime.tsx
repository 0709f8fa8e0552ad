import { Anchor, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Whisker } from "../../../shared/figures/Axis";
import { axisStart, interval, nameOf, number } from "../../../shared/figures/words";
import { purposeWord } from "../../../shared/rounds";
import { stepPath, useStudy } from "../../../shared/study";
import { Loaded } from "../../../shared/ui/Loaded";
import { WideTable } from "../../../shared/ui/WideTable";
import { overTimeQuery, type RoundFigure } from "../api";
import classes from "./Agreement.module.css";
import { Section } from "./Section";

/** The primary coefficient of each closed round, in order: pilot, calibration, coding. */
export function OverTime({ current }: { current: number }) {
  const study = useStudy();
  const figures = useQuery(overTimeQuery(study.slug));
  return (
    <Section title="Rounds over time">
      <Loaded query={figures}>{(rows) => <Rounds rows={rows} current={current} />}</Loaded>
    </Section>
  );
}

function Rounds({ rows, current }: { rows: RoundFigure[]; current: number }) {
  const study = useStudy();
  const from = axisStart(rows.flatMap(({ value, low }) => [value, low]));
  return (
    <WideTable minWidth={640} label="Rounds over time">
      <Table verticalSpacing={5} aria-label="Rounds over time">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Round</Table.Th>
            <Table.Th scope="col" ta="right">
              Units
            </Table.Th>
            <Table.Th scope="col">Primary</Table.Th>
            <Table.Th scope="col" ta="right">
              Value
            </Table.Th>
            <Table.Th scope="col">Interval</Table.Th>
            <Table.Th scope="col" w="22%" c="dimmed" fw={400} fz="xs">
              {number(from, 1)} to 1.0
            </Table.Th>
            <Table.Th scope="col">Threshold</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.number} aria-current={row.number === current || undefined}>
              <Table.Th scope="row" fw={row.number === current ? 650 : 400}>
                <Anchor component={Link} to={stepPath(study, "agreement", row.number)}>
                  Round {row.number}
                </Anchor>
                <Text size="xs" c="dimmed" fw={400}>
                  {purposeWord(row.purpose)}, {row.style}
                </Text>
              </Table.Th>
              <Table.Td className={classes.number}>
                {row.units_used} of {row.units}
              </Table.Td>
              <Table.Td>{nameOf(row.primary)}</Table.Td>
              <Table.Td className={classes.number}>{number(row.value)}</Table.Td>
              {row.undefined ? (
                <Table.Td colSpan={2}>
                  <Text size="sm" c="dimmed">
                    Undefined: {row.undefined}
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
  if (row.threshold === null) return "none";
  if (row.met === null) return number(row.threshold);
  return `${number(row.threshold)}, ${row.met ? "reached" : "not reached"}`;
}
