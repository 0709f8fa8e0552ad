import { Table, Text } from "@mantine/core";
import { nameOf, number } from "../../../shared/figures/words";
import { WideTable } from "../../../shared/ui/WideTable";
import type { Report } from "../api";

const SHOWN = 12; // codes, those that move the value most

/** What the headline rests on: one code, one unit, and how many units more certainty would need. */
export function Robustness({ report }: { report: Report }) {
  const value = report.coefficients[report.primary]?.value ?? null;
  const { without_code: codes, without_unit: unit } = report.sensitivity;
  const distance = (code: string) => Math.abs((codes[code]?.value ?? value ?? 0) - (value ?? 0));
  const rows = Object.keys(codes)
    .sort((a, b) => distance(b) - distance(a))
    .slice(0, SHOWN);
  const needed = Object.entries(report.units_needed);
  return (
    <>
      {unit && (
        <Text size="sm">
          Leaving out any one unit gives {number(unit.low)} to {number(unit.high)}.
        </Text>
      )}
      {needed.length > 0 && (
        <Text size="sm" mb="sm">
          An interval of{" "}
          {needed
            .map(([width, units]) => `±${width} needs ${units.toLocaleString("en")} units`)
            .join(", of ")}{" "}
          of this kind.
        </Text>
      )}
      {rows.length > 2 && (
        <WideTable label="Without one code" minWidth={320} maw={560}>
          <Table withTableBorder>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Without the units coded</Table.Th>
                <Table.Th ta="right">Units left</Table.Th>
                <Table.Th ta="right">{nameOf(report.primary)}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((code) => (
                <Table.Tr key={code}>
                  <Table.Td>{code}</Table.Td>
                  <Table.Td ta="right">{codes[code]?.units}</Table.Td>
                  <Table.Td ta="right" title={codes[code]?.undefined ?? undefined}>
                    {codes[code]?.undefined ? "undefined" : number(codes[code]?.value ?? null)}
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
