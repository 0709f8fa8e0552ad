import { Table, Text, Title } from "@mantine/core";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PreviewRow } from "../api";
import { texts } from "../texts";
import classes from "./Match.module.css";

/** The consequence table with these pairs, before adjudication. */
export function TablePreview({ rows, saving }: { rows: PreviewRow[]; saving: boolean }) {
  return (
    <section aria-label={texts.preview.title} aria-busy={saving}>
      <Title order={2} size="h5" className={classes.sectionHead}>
        {texts.preview.title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.preview.help}
      </Text>
      <WideTable label={texts.preview.title} minWidth={320} maw={560}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.preview.sharedCode}</Table.Th>
              <Table.Th scope="col" ta="right">
                {texts.preview.agreed}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {texts.preview.open}
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
