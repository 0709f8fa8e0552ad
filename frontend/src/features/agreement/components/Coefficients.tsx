import { Table, Text, VisuallyHidden } from "@mantine/core";
import { Whisker } from "../../../shared/figures/Axis";
import { interval, meaningOf, nameOf, number } from "../../../shared/figures/words";
import { WideTable } from "../../../shared/ui/WideTable";
import type { Report } from "../api";
import classes from "./Agreement.module.css";

const NOT_ON_THE_AXIS = ["prevalence_index", "bias_index"];

/** All coefficients: the primary one first, undefined ones as a dash with their reason. */
export function Coefficients({ report, from }: { report: Report; from: number }) {
  const names = Object.keys(report.coefficients);
  const ordered = [report.primary, ...names.filter((name) => name !== report.primary)];
  return (
    <WideTable minWidth={560} label="All coefficients">
      <Table verticalSpacing={5} aria-label="All coefficients">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Coefficient</Table.Th>
            <Table.Th scope="col" ta="right">
              Value
            </Table.Th>
            <Table.Th scope="col">{Math.round(100 * report.confidence)} % interval</Table.Th>
            <Table.Th scope="col" w="34%" pos="relative">
              <VisuallyHidden>Drawn from {number(from, 1)} to 1.0</VisuallyHidden>
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
                  {nameOf(name)}
                  {name === report.primary && (
                    <Text span size="xs" c="dimmed">
                      {" "}
                      primary, fixed beforehand
                    </Text>
                  )}
                  <Text size="xs" c="dimmed" fw={400}>
                    {meaningOf(name)}
                  </Text>
                </Table.Th>
                <Table.Td className={classes.number}>{number(estimate.value)}</Table.Td>
                {estimate.undefined ? (
                  <Table.Td colSpan={2}>
                    <Text size="sm" c="dimmed">
                      Undefined: {estimate.undefined}
                    </Text>
                  </Table.Td>
                ) : (
                  <>
                    <Table.Td className={classes.interval}>{interval(estimate)}</Table.Td>
                    <Table.Td>
                      {!NOT_ON_THE_AXIS.includes(name) && <Whisker estimate={estimate} from={from} />}
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
