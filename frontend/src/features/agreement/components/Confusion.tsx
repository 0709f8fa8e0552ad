import { Text } from "@mantine/core";
import { Link } from "react-router";
import classes from "../../../shared/agreement/Agreement.module.css";
import { WideTable } from "../../../shared/ui/WideTable";
import type { Report } from "../api";
import { texts } from "../texts";

const STRONGEST = 55; // percent of the accent: text keeps a contrast of 4.5:1 in light and dark

interface Props {
  confusion: NonNullable<Report["confusion"]>;
  /** Address of the disagreements with these two codes; null if cells are no links. */
  to: ((row: string, column: string) => string) | null;
}

/** Codes of one rater against codes of the other. A cell opens its disagreements. */
export function Confusion({ confusion, to }: Props) {
  const { labels, rows, columns, table } = confusion;
  const most = Math.max(1, ...table.flat());
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.confusion.help(rows, columns)}
      </Text>
      <WideTable minWidth={280} label={texts.confusion.title}>
        <table className={classes.confusion} aria-label={texts.confusion.label(rows, columns)}>
          <thead>
            <tr>
              <td />
              {labels.map((label, index) => (
                <th key={label} scope="col" title={label}>
                  <span aria-hidden>{index + 1}</span>
                  <span className={classes.hidden}>{label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, row) => (
              <tr key={label}>
                <th scope="row">
                  <span aria-hidden>{row + 1} </span>
                  {label}
                </th>
                {labels.map((other, column) => {
                  const count = table[row]?.[column] ?? 0;
                  return (
                    <td
                      key={other}
                      data-same={row === column || undefined}
                      style={
                        {
                          "--share": `${count ? 6 + (STRONGEST - 6) * Math.sqrt(count / most) : 0}%`,
                        } as object
                      }
                    >
                      <Cell
                        count={count}
                        to={row === column || !to ? null : to(label, other)}
                        title={texts.confusion.cell(label, other)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </>
  );
}

function Cell({ count, to, title }: { count: number; to: string | null; title: string }) {
  if (count === 0) return <span className={classes.zero}>0</span>;
  if (to === null) return <>{count}</>;
  return (
    <Link to={to} aria-label={texts.confusion.open(count, title)} title={title}>
      {count}
    </Link>
  );
}
