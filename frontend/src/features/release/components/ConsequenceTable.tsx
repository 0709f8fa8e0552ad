import { Table, Text } from "@mantine/core";
import { Link } from "react-router";
import { percent, percentOf } from "../../../shared/numbers";
import { Empty } from "../../../shared/ui/Empty";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PublicRelease, Row } from "../api";
import classes from "./Results.module.css";

/** What was asked for: each consequence with its share of the units, intervals, and the units behind it. */
export function ConsequenceTable({ study, release }: { study: string | null; release: PublicRelease }) {
  if (!release.table.length) return <Empty title="No unit has a code" />;
  const simultaneous = release.table.some(({ goodman }) => goodman);
  return (
    <>
      <WideTable label="Consequences" minWidth={simultaneous ? 720 : 600}>
        <Table captionSide="bottom">
          <Table.Caption ta="left">
            {release.decided} decided units. Intervals are 95 %: Wilson's for each row alone
            {simultaneous && ", Goodman's for all rows together"}.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Consequence</Table.Th>
              <Table.Th className={classes.number}>Units</Table.Th>
              <Table.Th className={classes.number}>%</Table.Th>
              <Table.Th className={classes.number}>Interval</Table.Th>
              {simultaneous && <Table.Th className={classes.number}>Simultaneous</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {release.table.map((row) => (
              <Table.Tr key={row.consequence}>
                <Table.Td className={classes.consequence}>
                  <Text fw={600}>{row.consequence}</Text>
                  {row.definition && <Text size="sm">{row.definition}</Text>}
                  <Units study={study} row={row} />
                </Table.Td>
                <Table.Td className={classes.number}>{row.count}</Table.Td>
                <Table.Td className={classes.number}>{percent(row.count, release.decided)}</Table.Td>
                <Table.Td className={classes.number}>{range(row.wilson)}</Table.Td>
                {simultaneous && <Table.Td className={classes.number}>{range(row.goodman)}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      {release.undecided.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          Without a decision: units {release.undecided.join(", ")}.
        </Text>
      )}
    </>
  );
}

function Units({ study, row }: { study: string | null; row: Row }) {
  return (
    <details className={classes.units}>
      <summary>{row.count === 1 ? "The unit" : `The ${row.count} units`}</summary>
      {row.units.map((unit, index) => (
        <span key={unit}>
          {index > 0 && ", "}
          {study === null ? unit : <Link to={`/studies/${study}/sample?unit=${unit}`}>{unit}</Link>}
        </span>
      ))}
    </details>
  );
}

function range(bounds: number[] | null): string {
  const [low, high] = bounds ?? [];
  return low === undefined || high === undefined ? "–" : `${percentOf(low)} to ${percentOf(high)}`;
}
