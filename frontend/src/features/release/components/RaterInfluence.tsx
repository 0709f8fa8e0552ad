import { Table, Text } from "@mantine/core";
import { percentOf } from "../../../shared/numbers";
import { WideTable } from "../../../shared/ui/WideTable";
import type { RaterAlone } from "../api";
import classes from "./Results.module.css";

/** How often each rater was overruled, and the table had this rater alone decided. */
export function Dependence({ raters }: { raters: RaterAlone[] }) {
  return (
    <>
      <ul className={classes.list}>
        {raters.map((rater) => (
          <li key={rater.rater}>{inWords(rater)}</li>
        ))}
      </ul>
      {raters
        .filter(({ rows }) => rows.length > 0)
        .map((rater) => (
          <details key={rater.rater} className={classes.alone}>
            <summary>The table had {rater.rater} alone decided</summary>
            <WideTable label={`The table had ${rater.rater} alone decided`} minWidth={480}>
              <Table fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Consequence</Table.Th>
                    <Table.Th className={classes.number}>Decided</Table.Th>
                    <Table.Th className={classes.number}>Rank</Table.Th>
                    <Table.Th className={classes.number}>{rater.rater} alone</Table.Th>
                    <Table.Th className={classes.number}>Rank</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rater.rows.map((row) => (
                    <Table.Tr key={row.consequence} fw={row.moved ? 600 : undefined}>
                      <Table.Td className={classes.consequence}>{row.consequence}</Table.Td>
                      <Table.Td className={classes.number}>{row.decided}</Table.Td>
                      <Table.Td className={classes.number}>{row.decided_rank ?? "–"}</Table.Td>
                      <Table.Td className={classes.number}>{row.alone}</Table.Td>
                      <Table.Td className={classes.number}>{row.alone_rank ?? "–"}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
            <Text size="sm" c="dimmed">
              Of the {rater.units} decided units that {rater.rater} coded.
            </Text>
          </details>
        ))}
    </>
  );
}

/** One rater in a sentence or two. */
export function inWords({ rater, units, otherwise, rate, low, high, rows }: RaterAlone): string {
  if (rate === null || low === null || high === null) return `${rater} coded no decided unit.`;
  const share = `${percentOf(rate)} %, 95 % interval ${percentOf(low)} to ${percentOf(high)}`;
  const first = `${otherwise} of the ${units} units that ${rater} coded were decided otherwise (${share}).`;
  const moved = rows.filter((row) => row.moved);
  if (moved.length === 0) return `${first} Had ${rater} alone decided, no rank would change.`;
  const ranks = moved.map(
    (row) => `${row.consequence} (${row.decided_rank ?? "none"} to ${row.alone_rank ?? "none"})`,
  );
  return `${first} Had ${rater} alone decided, these ranks would change: ${ranks.join(", ")}.`;
}
