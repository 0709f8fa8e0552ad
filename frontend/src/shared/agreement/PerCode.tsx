import { Table, Text } from "@mantine/core";
import type { BaseReport } from "../../api/agreement";
import { useCoefficients } from "../coefficients";
import { Whisker } from "../figures/Axis";
import { interval, number } from "../numbers";
import { capitalised } from "../text/capitalised";
import { WideTable } from "../ui/WideTable";
import classes from "./Agreement.module.css";
import { texts } from "./texts";

/** Agreement by code, the most used code first. */
export function PerCode({ report, from }: { report: BaseReport; from: number }) {
  const coefficients = useCoefficients();
  const mean = report.per_code_mean;
  const rows = Object.entries(report.per_code)
    .map(([label, code]) => ({
      label,
      ...code,
      total: report.raters.reduce((sum, rater) => sum + (code.counts[rater] ?? 0), 0),
    }))
    .sort((a, b) => b.total - a.total);
  return (
    <>
      <WideTable minWidth={620} label={texts.byCode.label}>
        <Table verticalSpacing={5} aria-label={texts.byCode.label}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.byCode.code}</Table.Th>
              {report.raters.map((rater) => (
                <Table.Th key={rater} scope="col" ta="right">
                  {rater}
                </Table.Th>
              ))}
              <Table.Th scope="col" ta="right">
                {coefficients.symbol(mean.coefficient)}
              </Table.Th>
              <Table.Th scope="col">{texts.byCode.interval}</Table.Th>
              <Table.Th scope="col" w="20%" c="dimmed" fw={400} fz="xs">
                {texts.byCode.axis(number(from, 1))}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ label, counts, cohen_kappa, fleiss_kappa, warning }) => {
              const kappa = cohen_kappa ?? fleiss_kappa;
              return (
                <Table.Tr key={label}>
                  <Table.Th scope="row" fw={400} className={classes.label}>
                    {label}
                    {warning && (
                      <Text size="xs" c="dimmed">
                        {capitalised(warning)}
                      </Text>
                    )}
                  </Table.Th>
                  {report.raters.map((rater) => (
                    <Table.Td key={rater} className={classes.number}>
                      {counts[rater] ?? 0}
                    </Table.Td>
                  ))}
                  <Table.Td className={classes.number}>{number(kappa?.value)}</Table.Td>
                  {kappa && !kappa.undefined ? (
                    <>
                      <Table.Td className={classes.interval}>{interval(kappa)}</Table.Td>
                      <Table.Td>
                        <Whisker estimate={kappa} from={from} />
                      </Table.Td>
                    </>
                  ) : (
                    <Table.Td colSpan={2}>
                      <Text size="sm" c="dimmed">
                        {capitalised(kappa?.undefined ?? "")}
                      </Text>
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </WideTable>
      {mean.value !== null && (
        <Text size="sm" mt="xs">
          {texts.byCode.mean(
            coefficients.symbol(mean.coefficient),
            number(mean.value),
            mean.codes_defined,
            rows.length,
          )}
        </Text>
      )}
    </>
  );
}
