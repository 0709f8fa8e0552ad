import { Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../../shared/ui/Loaded";
import { WideTable } from "../../../shared/ui/WideTable";
import { allocationQuery } from "../api";
import { ranges } from "../state/ranges";
import { texts } from "../texts";

/** The units of each rater, shown only before the round opens. */
export function AllocationTable({
  study,
  round,
  plannedAt,
}: {
  study: string;
  round: number;
  plannedAt: string;
}) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {texts.allocation.title}
      </Title>
      <Loaded query={useQuery(allocationQuery(study, round, plannedAt))}>
        {({ raters, overlap }) => (
          <>
            <WideTable label={texts.allocation.label} minWidth={360}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{texts.allocation.rater}</Table.Th>
                    <Table.Th ta="right">{texts.allocation.units}</Table.Th>
                    <Table.Th>{texts.allocation.numbers}</Table.Th>
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
              {texts.allocation.note(overlap)}
            </Text>
          </>
        )}
      </Loaded>
    </section>
  );
}
