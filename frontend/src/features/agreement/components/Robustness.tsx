import { Table, Text } from "@mantine/core";
import { useCoefficients } from "../../../shared/coefficients";
import { number } from "../../../shared/numbers";
import { WideTable } from "../../../shared/ui/WideTable";
import type { Report } from "../api";
import { texts } from "../texts";

const SHOWN = 12; // codes with the largest effect

/** How the primary coefficient depends on one code or one unit, and the units that a narrower interval needs. */
export function Robustness({ report }: { report: Report }) {
  const coefficients = useCoefficients();
  const value = report.coefficients[report.primary]?.value ?? null;
  const { without_code: codes, without_unit: unit } = report.sensitivity;
  const distance = (code: string) => Math.abs((codes[code]?.value ?? value ?? 0) - (value ?? 0));
  const rows = Object.keys(codes)
    .sort((a, b) => distance(b) - distance(a))
    .slice(0, SHOWN);
  const needed = Object.entries(report.units_needed);
  if (!unit && !needed.length && rows.length <= 2) return <Text size="sm">{texts.sensitivity.none}</Text>;
  return (
    <>
      {unit && <Text size="sm">{texts.sensitivity.withoutUnit(number(unit.low), number(unit.high))}</Text>}
      {needed.length > 0 && (
        <Text size="sm" mb="sm">
          {texts.sensitivity.unitsNeeded(
            needed.map(([width, units]) => texts.sensitivity.width(width, units)).join(", "),
          )}
        </Text>
      )}
      {rows.length > 2 && (
        <WideTable label={texts.sensitivity.label} minWidth={320} maw={560}>
          <Table withTableBorder>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{texts.sensitivity.code}</Table.Th>
                <Table.Th ta="right">{texts.sensitivity.remaining}</Table.Th>
                <Table.Th ta="right">{coefficients.symbol(report.primary)}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((code) => (
                <Table.Tr key={code}>
                  <Table.Td>{code}</Table.Td>
                  <Table.Td ta="right">{codes[code]?.units}</Table.Td>
                  <Table.Td ta="right" title={codes[code]?.undefined ?? undefined}>
                    {codes[code]?.undefined
                      ? texts.sensitivity.undefined
                      : number(codes[code]?.value ?? null)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
    </>
  );
}
