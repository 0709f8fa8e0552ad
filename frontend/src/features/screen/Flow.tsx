import { Table } from "@mantine/core";
import { Figure } from "../../shared/figures/Figure";
import { formatted } from "../../shared/text/count";
import { WideTable } from "../../shared/ui/WideTable";
import type { Screening } from "./api";
import { texts } from "./texts";

/** The flow from all projects to the units of the sample, as a figure and as a table. */
export function Flow({ screening }: { screening: Screening }) {
  return (
    <>
      {screening.figure && <Figure address={screening.figure} alt={texts.flow.figure} />}
      <WideTable label={texts.flow.label} minWidth={320} maw={620}>
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.flow.stage}</Table.Th>
              <Table.Th>{texts.flow.step}</Table.Th>
              <Table.Th ta="right">{texts.flow.count}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {screening.flow.map(({ stage, step, count }) => (
              <Table.Tr key={`${stage} ${step}`}>
                <Table.Td>{stage}</Table.Td>
                <Table.Td>{step}</Table.Td>
                <Table.Td ta="right">{formatted(count)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}
