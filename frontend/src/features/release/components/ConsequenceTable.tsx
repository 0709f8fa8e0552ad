import { Table, Text } from "@mantine/core";
import { Link } from "react-router";
import { percent, percentOf } from "../../../shared/numbers";
import { Empty } from "../../../shared/ui/Empty";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PublicRelease, Row } from "../api";
import { texts } from "../texts";
import classes from "./Results.module.css";

/** Each consequence with its share of the units, the intervals and the units that have it. */
export function ConsequenceTable({ study, release }: { study: string | null; release: PublicRelease }) {
  const outcomes = release.outcomes.filter(({ count }) => count > 0);
  if (!release.table.length && !outcomes.length) return <Empty title={texts.table.empty} />;
  const simultaneous = release.table.some(({ goodman }) => goodman !== null);
  return (
    <>
      <WideTable label={texts.table.label} minWidth={simultaneous ? 720 : 600}>
        <Table captionSide="bottom">
          <Table.Caption ta="left">{caption(release, simultaneous)}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.table.consequence}</Table.Th>
              <Table.Th className={classes.number}>{texts.table.units}</Table.Th>
              <Table.Th className={classes.number}>{texts.table.percent}</Table.Th>
              <Table.Th className={classes.number}>{texts.table.interval}</Table.Th>
              {simultaneous && <Table.Th className={classes.number}>{texts.table.simultaneous}</Table.Th>}
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
          {outcomes.length > 0 && (
            <Table.Tbody className={classes.outcomes}>
              {outcomes.map((row) => (
                <Table.Tr key={row.outcome}>
                  <Table.Td className={classes.consequence}>
                    <Text>{outcomeName(row.outcome)}</Text>
                    <Units study={study} row={row} />
                  </Table.Td>
                  <Table.Td className={classes.number}>{row.count}</Table.Td>
                  <Table.Td className={classes.number}>
                    {row.in_percentages ? percent(row.count, release.decided) : "–"}
                  </Table.Td>
                  <Table.Td colSpan={simultaneous ? 2 : 1} />
                </Table.Tr>
              ))}
            </Table.Tbody>
          )}
        </Table>
      </WideTable>
      {release.undecided.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {texts.table.undecided(release.undecided)}
        </Text>
      )}
    </>
  );
}

function caption({ decided, outcomes }: PublicRelease, simultaneous: boolean): string {
  const outside = outcomes.find(({ in_percentages }) => !in_percentages)?.count ?? 0;
  return texts.table.caption(decided, outside, simultaneous);
}

const outcomeName = (outcome: string) =>
  outcome === "cannot_tell" ? texts.table.notDecidable : texts.table.noConsequence;

function Units({ study, row }: { study: string | null; row: Pick<Row, "count" | "units"> }) {
  return (
    <details className={classes.units}>
      <summary>{texts.table.listed(row.count)}</summary>
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
  return low === undefined || high === undefined ? "–" : texts.table.range(percentOf(low), percentOf(high));
}
