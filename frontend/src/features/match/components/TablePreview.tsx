import { Table, Text, Title } from "@mantine/core";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PreviewRow } from "../api";
import classes from "./Match.module.css";

/** The consequence table with these pairs, before adjudication. */
export function TablePreview({ rows, saving }: { rows: PreviewRow[]; saving: boolean }) {
  return (
    <section aria-label="The table with these matches" aria-busy={saving}>
      <Title order={2} size="h5" className={classes.sectionHead}>
        The table with these matches
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Agreed: units on which all raters agree. Open: units that a rater gave this code and that are to be
        adjudicated.
      </Text>
      <WideTable label="The table with these matches" minWidth={320} maw={560}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Shared code</Table.Th>
              <Table.Th scope="col" ta="right">
                Agreed
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Open
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ label, agreed, disputed }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={400} className={classes.label}>
                  {label}
                </Table.Th>
                <Table.Td ta="right">{agreed}</Table.Td>
                <Table.Td ta="right">{disputed}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}
