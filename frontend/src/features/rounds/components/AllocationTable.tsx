import { Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../../shared/ui/Loaded";
import { WideTable } from "../../../shared/ui/WideTable";
import { sharesQuery } from "../api";
import { ranges } from "../state/ranges";

/** Who gets what, to be looked at before the round opens. */
export function Shares({ study, round, plannedAt }: { study: string; round: number; plannedAt: string }) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Who gets what
      </Title>
      <Loaded query={useQuery(sharesQuery(study, round, plannedAt))}>
        {({ raters, together }) => (
          <>
            <WideTable label="Units of each rater" minWidth={360}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Rater</Table.Th>
                    <Table.Th ta="right">Units</Table.Th>
                    <Table.Th>Numbers</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {raters.map(({ rater, units }) => (
                    <Table.Tr key={rater}>
                      <Table.Th scope="row">{rater}</Table.Th>
                      <Table.Td ta="right">{units.length}</Table.Td>
                      <Table.Td>{ranges(units)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
            <Text size="sm" mt="xs">
              {together === 1 ? "1 unit is" : `${together} units are`} coded by two raters or more: agreement
              rests on these. When the round opens this list disappears, because it would tell who has
              submitted what.
            </Text>
          </>
        )}
      </Loaded>
    </section>
  );
}
