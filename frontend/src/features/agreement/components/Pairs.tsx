import { Table, Text } from "@mantine/core";
import classes from "../../../shared/agreement/Agreement.module.css";
import { useCoefficients } from "../../../shared/coefficients";
import { interval, number, percentOf } from "../../../shared/numbers";
import { capitalised } from "../../../shared/text/capitalised";
import { WideTable } from "../../../shared/ui/WideTable";
import type { Report } from "../api";
import { texts } from "../texts";

const words = texts.pairs;

interface Props {
  pairs: NonNullable<Report["pairs"]>;
  means: NonNullable<Report["rater_mean"]>;
}

/** Agreement of every pair of raters, and the mean of each rater with the others. */
export function Pairs({ pairs, means }: Props) {
  const coefficients = useCoefficients();
  const mean = Object.entries(means).map(([rater, value]) => words.ofRater(rater, number(value)));
  return (
    <>
      <WideTable minWidth={480} label={words.title}>
        <Table verticalSpacing={5} aria-label={words.title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.raters}</Table.Th>
              {[words.units, words.agreement, coefficients.symbol(pairs[0]?.coefficient ?? "")].map(
                (head) => (
                  <Table.Th key={head} scope="col" ta="right">
                    {head}
                  </Table.Th>
                ),
              )}
              <Table.Th scope="col">{words.interval}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pairs.map((pair) => (
              <Table.Tr key={words.names(pair.raters)}>
                <Table.Th scope="row" fw={400} className={classes.label}>
                  {words.names(pair.raters)}
                </Table.Th>
                <Table.Td className={classes.number}>{pair.units}</Table.Td>
                <Table.Td className={classes.number}>
                  {pair.percent_agreement === null ? "–" : `${percentOf(pair.percent_agreement)} %`}
                </Table.Td>
                <Table.Td className={classes.number}>{number(pair.value)}</Table.Td>
                <Table.Td className={pair.undefined ? undefined : classes.interval}>
                  {pair.undefined ? capitalised(pair.undefined) : interval(pair)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Text size="sm" mt="xs">
        {words.means(mean)}
      </Text>
    </>
  );
}
