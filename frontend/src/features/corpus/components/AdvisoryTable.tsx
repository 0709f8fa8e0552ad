import { Table, UnstyledButton } from "@mantine/core";
import type { RefObject } from "react";
import type { AdvisoryBrief } from "../../../api/advisories";
import { WideTable } from "../../../shared/ui/WideTable";
import { ariaSort, type Column, nextOrder } from "../state/order";
import { texts } from "../texts";
import { AdvisoryRows, type RowLook } from "./AdvisoryRows";
import classes from "./AdvisoryTable.module.css";

type Props = RowLook & {
  pages: AdvisoryBrief[][];
  total: number | undefined;
  order: string;
  onOrder: (order: string) => void;
  /** Whether severities are hidden from the user, who then cannot sort by them. */
  hidden: boolean;
  table: RefObject<HTMLTableElement | null>;
};

/** The advisories as a table, loaded page by page. */
export function AdvisoryTable({ pages, total, order, onOrder, hidden, table, ...look }: Props) {
  const heading = (column: Column, name: string, sortable = true) => (
    <Table.Th aria-sort={sortable ? ariaSort(order, column) : undefined}>
      {sortable ? (
        <UnstyledButton className={classes.sort} onClick={() => onOrder(nextOrder(order, column))}>
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
    <WideTable label={texts.table.label} minWidth={look.oneColumn ? 240 : 620}>
      <Table
        ref={table}
        className={classes.table}
        verticalSpacing={5}
        highlightOnHover
        aria-rowcount={total === undefined ? -1 : total + 1}
      >
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {!look.oneColumn && (
              <Table.Th className={classes.tick}>
                <span className={classes.unseen}>{texts.table.selected}</span>
              </Table.Th>
            )}
            {heading("title", texts.table.advisory)}
            {!look.oneColumn && (
              <>
                <Table.Th>{texts.table.project}</Table.Th>
                {heading("severity", texts.table.severity, !hidden)}
                {heading("published", texts.table.published)}
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
