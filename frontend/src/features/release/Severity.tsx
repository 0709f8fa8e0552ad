import { Table } from "@mantine/core";
import { percent } from "../../shared/statistics";
import { VegaFigure } from "../../shared/ui/VegaFigure";
import type { Release } from "./api";
import classes from "./Results.module.css";

/** Units by severity, drawn and as a table that says the same. */
export function Severity({ release }: { release: Release }) {
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
