import { Anchor, Table } from "@mantine/core";
import { Link } from "react-router";
import type { AdvisoryBrief } from "../../api/advisories";
import { WideTable } from "../../shared/ui/WideTable";
import classes from "./AdvisoryTable.module.css";

type Props = {
  rows: AdvisoryBrief[];
  chosen: string | null;
  /** One column: on a phone, or beside an open advisory. */
  folded: boolean;
  to: (key: string) => string;
};

export function AdvisoryTable({ rows, chosen, folded, to }: Props) {
  return (
    <WideTable label="Advisories" minWidth={folded ? 240 : 560}>
      <Table className={classes.table} verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Advisory</Table.Th>
            {!folded && (
              <>
                <Table.Th>Project</Table.Th>
                <Table.Th>Severity</Table.Th>
                <Table.Th>Published</Table.Th>
              </>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((advisory) => (
            <Table.Tr key={advisory.key} data-chosen={advisory.key === chosen || undefined}>
              <Table.Td>
                <Anchor
                  component={Link}
                  to={to(advisory.key)}
                  preventScrollReset
                  underline="hover"
                  size="sm"
                  aria-current={advisory.key === chosen || undefined}
                >
                  {advisory.title || advisory.key}
                </Anchor>
                <div className={classes.key}>
                  {[
                    advisory.key,
                    advisory.withdrawn_at && "withdrawn",
                    ...(folded ? [severity(advisory), published(advisory)] : []),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </div>
              </Table.Td>
              {!folded && (
                <>
                  <Table.Td>{advisory.project?.name ?? advisory.package}</Table.Td>
                  <Table.Td className={classes.nowrap}>{severity(advisory)}</Table.Td>
                  <Table.Td className={classes.nowrap}>{published(advisory)}</Table.Td>
                </>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function severity({ severity, cvss_score }: AdvisoryBrief): string {
  if (severity === null) return "hidden";
  return [severity || "unknown", cvss_score?.toFixed(1)].filter(Boolean).join(" ");
}

const published = ({ published_at }: AdvisoryBrief) => published_at?.slice(0, 10) ?? "–";
