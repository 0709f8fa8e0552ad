import { Table, VisuallyHidden } from "@mantine/core";
import { percent } from "../../../shared/numbers";
import { VegaFigure } from "../../../shared/ui/VegaFigure";
import type { PublicRelease } from "../api";
import classes from "./Results.module.css";

/** Units by severity, drawn and as a table that says the same. */
export function Severity({ release }: { release: PublicRelease }) {
  const total = release.severity.reduce((sum, [, count]) => sum + count, 0);
  return (
    <div className={classes.two}>
      <VegaFigure
        spec={release.severity_spec}
        title="Bar chart of the units by severity; the table beside it says the same"
      />
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Severity</Table.Th>
            <Table.Th className={classes.number}>Units</Table.Th>
            <Table.Th className={classes.number}>%</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {release.severity.map(([band, count]) => (
            <Table.Tr key={band}>
              <Table.Td>{band || "unknown"}</Table.Td>
              <Table.Td className={classes.number}>{count}</Table.Td>
              <Table.Td className={classes.number}>{percent(count, total)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface Cell {
  consequence: string;
  severity: string;
  count: number;
}

/** The counts are drawn into the figure; the table says them to those who cannot see it. */
export function SeverityByConsequence({ spec }: { spec: Record<string, unknown> }) {
  const cells = (spec.data as { values: Cell[] }).values;
  const rows = [...new Set(cells.map(({ consequence }) => consequence))];
  const bands = [...new Set(cells.map(({ severity }) => severity))];
  const count = (row: string, band: string) =>
    cells.find(({ consequence, severity }) => consequence === row && severity === band)?.count ?? 0;
  return (
    <>
      <VegaFigure
        spec={spec}
        title="Units by consequence and severity, the darker the severer; a table says the same"
      />
      <VisuallyHidden>
        <table>
          <caption>Units by consequence and severity</caption>
          <thead>
            <tr>
              <th>Consequence</th>
              {bands.map((band) => (
                <th key={band}>{band}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th>{row}</th>
                {bands.map((band) => (
                  <td key={band}>{count(row, band)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </>
  );
}
