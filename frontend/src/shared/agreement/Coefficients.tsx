import { Table, Text, VisuallyHidden } from "@mantine/core";
import type { BaseReport } from "../../api/agreement";
import { useCoefficients } from "../coefficients";
import { Whisker } from "../figures/Axis";
import { interval, number } from "../numbers";
import { WideTable } from "../ui/WideTable";
import classes from "./Agreement.module.css";
import { texts } from "./texts";

const WITHOUT_AXIS = ["prevalence_index", "bias_index"];

interface Props {
  report: BaseReport;
  /** The left end of the axis. */
  from: number;
  /** The primary coefficient was fixed in the plan of a round. */
  fixed?: boolean;
}

/** All coefficients, the primary one first; undefined ones with the reason. */
export function Coefficients({ report, from, fixed }: Props) {
  const coefficients = useCoefficients();
  const names = Object.keys(report.coefficients);
  const ordered = [report.primary, ...names.filter((name) => name !== report.primary)];
  return (
    <WideTable minWidth={560} label={texts.coefficients.title}>
      <Table verticalSpacing={5} aria-label={texts.coefficients.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.coefficients.name}</Table.Th>
            <Table.Th scope="col" ta="right">
              {texts.coefficients.value}
            </Table.Th>
            <Table.Th scope="col">{texts.coefficients.interval(report.confidence)}</Table.Th>
            <Table.Th scope="col" w="34%" pos="relative">
              <VisuallyHidden>{texts.coefficients.axis(number(from, 1))}</VisuallyHidden>
              <span aria-hidden className={classes.scale}>
                <span>{number(from, 1)}</span>
                <span>1.0</span>
              </span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ordered.map((name) => {
            const estimate = report.coefficients[name];
            if (!estimate) return null;
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={name === report.primary ? 650 : 400}>
                  {coefficients.symbol(name)}
                  {name === report.primary && (
                    <Text span size="xs" c="dimmed">
                      {fixed ? texts.coefficients.fixed : texts.coefficients.primary}
                    </Text>
                  )}
                  <Text size="xs" c="dimmed" fw={400}>
                    {coefficients.explanation(name)}
                  </Text>
                </Table.Th>
                <Table.Td className={classes.number}>{number(estimate.value)}</Table.Td>
                {estimate.undefined ? (
                  <Table.Td colSpan={2}>
                    <Text size="sm" c="dimmed">
                      {texts.coefficients.undefined(estimate.undefined)}
                    </Text>
                  </Table.Td>
                ) : (
                  <>
                    <Table.Td className={classes.interval}>{interval(estimate)}</Table.Td>
                    <Table.Td>
                      {!WITHOUT_AXIS.includes(name) && <Whisker estimate={estimate} from={from} />}
                    </Table.Td>
                  </>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
