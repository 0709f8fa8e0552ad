import { Table, UnstyledButton } from "@mantine/core";
import type { RefObject } from "react";
import type { AdvisoryBrief } from "../../../api/advisories";
import { WideTable } from "../../../shared/ui/WideTable";
import { ariaSort, type Column, pressed } from "../state/order";
import { AdvisoryRows, type RowLook } from "./AdvisoryRows";
import classes from "./AdvisoryTable.module.css";

type Props = RowLook & {
  pages: AdvisoryBrief[][];
  total: number | undefined;
  order: string;
  onOrder: (order: string) => void;
  /** Severities are hidden from this person, so nothing is sorted by them. */
  hidden: boolean;
  table: RefObject<HTMLTableElement | null>;
};

/** The corpus as a table; pages that are far from the window stand as empty space of their height. */
export function AdvisoryTable({ pages, total, order, onOrder, hidden, table, ...look }: Props) {
  const heading = (column: Column, name: string, sortable = true) => (
    <Table.Th aria-sort={sortable ? ariaSort(order, column) : undefined}>
      {sortable ? (
        <UnstyledButton className={classes.sort} onClick={() => onOrder(pressed(order, column))}>
          {name}
          <span aria-hidden className={classes.direction}>
            {{ ascending: "▲", descending: "▼", none: "↕" }[ariaSort(order, column)]}
          </span>
        </UnstyledButton>
      ) : (
        name
      )}
    </Table.Th>
  );
  let start = 0;
  return (
    <WideTable label="Advisories" minWidth={look.folded ? 240 : 620}>
      <Table
        ref={table}
        className={classes.table}
        verticalSpacing={5}
        highlightOnHover
        aria-rowcount={total === undefined ? -1 : total + 1}
      >
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {!look.folded && (
              <Table.Th className={classes.tick}>
                <span className={classes.unseen}>Selected</span>
              </Table.Th>
            )}
            {heading("title", "Advisory")}
            {!look.folded && (
              <>
                <Table.Th>Project</Table.Th>
                {heading("severity", "Severity", !hidden)}
                {heading("published", "Published")}
              </>
            )}
          </Table.Tr>
        </Table.Thead>
        {pages.map((rows) => {
          const first = start;
          start += rows.length;
          return <AdvisoryRows key={rows[0]?.key ?? "none"} rows={rows} first={first} {...look} />;
        })}
      </Table>
    </WideTable>
  );
}
