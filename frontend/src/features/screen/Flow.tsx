import { Table } from "@mantine/core";
import { Figure } from "../../shared/figures/Figure";
import { WideTable } from "../../shared/ui/WideTable";
import type { Screening } from "./api";

/** The flow from what was found to what is included: a figure, and the table that says the same. */
export function Flow({ screening }: { screening: Screening }) {
  return (
    <>
      {screening.figure && (
        <Figure
          address={screening.figure}
          alt="Flow of projects and advisories. The table has the same numbers."
        />
      )}
      <WideTable label="Flow" minWidth={320} maw={620}>
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Of</Table.Th>
              <Table.Th>Step</Table.Th>
              <Table.Th ta="right">Count</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {screening.flow.map(({ stage, step, count }) => (
              <Table.Tr key={`${stage} ${step}`}>
                <Table.Td>{stage}</Table.Td>
                <Table.Td>{step}</Table.Td>
                <Table.Td ta="right">{count.toLocaleString("en")}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}
