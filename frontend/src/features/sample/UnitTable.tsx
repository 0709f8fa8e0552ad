import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import type { UnitBrief } from "../../api/studies";
import { WideTable } from "../../shared/ui/WideTable";
import { texts } from "./texts";

/** The units with links that open their texts. */
export function UnitTable({ units }: { units: UnitBrief[] }) {
  if (!units.length) return <Text c="dimmed">{texts.units.none}</Text>;
  return (
    <WideTable label={texts.units.label} minWidth={340}>
      <Table fz="sm" verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right" w={56}>
              {texts.units.number}
            </Table.Th>
            <Table.Th>{texts.units.unit}</Table.Th>
            <Table.Th>{texts.units.project}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {units.map((unit) => (
            <Table.Tr key={unit.number}>
              <Table.Td ta="right">{unit.number}</Table.Td>
              <Table.Td>
                <Anchor
                  component={Link}
                  to={`?unit=${unit.number}`}
                  replace
                  preventScrollReset
                  underline="hover"
                  size="sm"
                >
                  {unit.title || unit.identifier}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {unit.identifier}
                </Text>
              </Table.Td>
              <Table.Td>{unit.project ?? "–"}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
