import { Table, VisuallyHidden } from "@mantine/core";
import { Figure } from "../../../shared/figures/Figure";
import { percent } from "../../../shared/numbers";
import type { PublicRelease } from "../api";
import type { Downloads } from "../state/downloads";
import { texts } from "../texts";
import classes from "./Results.module.css";

interface Props {
  downloads: Downloads;
  release: PublicRelease;
}

/** Units by severity, as a figure and as a table. */
export function Severity({ downloads, release }: Props) {
  const total = release.severity.reduce((sum, [, count]) => sum + count, 0);
  return (
    <div className={classes.two}>
      <Figure address={downloads.figure("severity")} alt={texts.figures.severity} />
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.severity.band}</Table.Th>
            <Table.Th className={classes.number}>{texts.severity.units}</Table.Th>
            <Table.Th className={classes.number}>{texts.severity.percent}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {release.severity.map(([band, count]) => (
            <Table.Tr key={band}>
              <Table.Td>{band || texts.severity.unknown}</Table.Td>
              <Table.Td className={classes.number}>{count}</Table.Td>
              <Table.Td className={classes.number}>{percent(count, total)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** The figure shows the counts; a table has them for those who cannot see it. */
export function SeverityByConsequence({ downloads, release }: Props) {
  const cells = release.severity_by_consequence;
  const rows = [...new Set(cells.map(({ consequence }) => consequence))];
  const bands = release.severity.map(([band]) => band || texts.severity.unknown);
  const count = (row: string, band: string) =>
    cells.find(({ consequence, severity }) => consequence === row && severity === band)?.count ?? 0;
  return (
    <>
      <Figure
        address={downloads.figure("severity_by_consequence")}
        alt={texts.figures.severityByConsequence}
      />
      <VisuallyHidden>
        <table>
          <caption>{texts.severity.caption}</caption>
          <thead>
            <tr>
              <th>{texts.severity.consequence}</th>
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
