import { Table, Text } from "@mantine/core";
import classes from "../../../shared/agreement/Agreement.module.css";
import { orderWords } from "../../../shared/codes/order";
import { useCoefficients } from "../../../shared/coefficients";
import { formatted } from "../../../shared/text/count";
import { WideTable } from "../../../shared/ui/WideTable";
import type { Report } from "../api";
import { texts } from "../texts";

const words = texts.order;

/** The order of the codes, the primary coefficient with it, and the pairs of ratings by the steps between them. */
export function Order({ report, order }: { report: Report; order: NonNullable<Report["order"]> }) {
  const coefficients = useCoefficients();
  const name = ["cohen_kappa_linear", "krippendorff_alpha_ordinal"].find((each) => report.coefficients[each]);
  const estimate = name ? report.coefficients[name] : undefined;
  const graded = order.labels.map((label, at) => ({ label, score: order.scores?.[at] ?? null }));
  if (order.undefined) {
    return <Text size="sm">{words.unused(orderWords(graded), order.undefined)}</Text>;
  }
  const steps = order.steps ?? [];
  return (
    <>
      <Text size="sm" mb="xs">
        {words.is(orderWords(graded))}
        {name &&
          estimate &&
          ` ${words.value(
            coefficients.name(name),
            estimate.value === null ? null : coefficients.value(name, estimate.value),
            estimate.low === null ? null : coefficients.interval(name, estimate),
          )}`}
        {words.steps(steps)}
        {order.off_scale > 0 && ` ${words.offScale(order.off_scale)}`}
      </Text>
      <WideTable minWidth={320} label={words.title}>
        <Table verticalSpacing={5} aria-label={words.title} w="auto">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.apart}</Table.Th>
              {steps.map((_, step) => (
                <Table.Th key={step} scope="col" ta="right">
                  {step}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Th scope="row" fw={400}>
                {words.pairs}
              </Table.Th>
              {steps.map((count, step) => (
                <Table.Td key={step} className={classes.number}>
                  {formatted(count)}
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}
