import { Table, Text } from "@mantine/core";
import { percentOf } from "../../../shared/numbers";
import { WideTable } from "../../../shared/ui/WideTable";
import type { RaterInfluenceRow } from "../api";
import { texts } from "../texts";
import classes from "./Results.module.css";

/** How often each rater was overruled, and the table that each would have produced alone. */
export function RaterInfluence({ raters }: { raters: RaterInfluenceRow[] }) {
  if (!raters.length) return <Text>{texts.influence.none}</Text>;
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
          <details key={rater.rater} className={classes.ownTable}>
            <summary>{texts.influence.table(rater.rater)}</summary>
            <WideTable label={texts.influence.table(rater.rater)} minWidth={480}>
              <Table fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{texts.influence.consequence}</Table.Th>
                    <Table.Th className={classes.number}>{texts.influence.decided}</Table.Th>
                    <Table.Th className={classes.number}>{texts.influence.rankHeading}</Table.Th>
                    <Table.Th className={classes.number}>{texts.influence.own(rater.rater)}</Table.Th>
                    <Table.Th className={classes.number}>{texts.influence.rankHeading}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rater.rows.map((row) => (
                    <Table.Tr key={row.consequence} fw={row.moved ? 600 : undefined}>
                      <Table.Td className={classes.consequence}>{row.consequence}</Table.Td>
                      <Table.Td className={classes.number}>{row.decided}</Table.Td>
                      <Table.Td className={classes.number}>{row.decided_rank ?? "–"}</Table.Td>
                      <Table.Td className={classes.number}>{row.own_count}</Table.Td>
                      <Table.Td className={classes.number}>{row.own_rank ?? "–"}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
            <Text size="sm" c="dimmed">
              {texts.influence.basis(rater.rater, rater.units)}
            </Text>
          </details>
        ))}
    </>
  );
}

/** One rater in one or two sentences. */
export function inWords({
  rater,
  units,
  overruled: otherwise,
  rate,
  low,
  high,
  rows,
}: RaterInfluenceRow): string {
  if (rate === null || low === null || high === null) return texts.influence.noUnits(rater);
  const share = texts.influence.share(percentOf(rate), percentOf(low), percentOf(high));
  const overruled = texts.influence.overruled(rater, otherwise, units, share);
  const moved = rows.filter((row) => row.moved);
  if (moved.length === 0) return `${overruled} ${texts.influence.sameRanks(rater)}`;
  const ranks = moved.map((row) => texts.influence.rank(row.consequence, row.decided_rank, row.own_rank));
  return `${overruled} ${texts.influence.changedRanks(rater, ranks.join(", "))}`;
}
