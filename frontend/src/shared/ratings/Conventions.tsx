import { Table, Text, Title } from "@mantine/core";
import type { SheetReading } from "../../api/ratings";
import { number } from "../numbers";
import { WideTable } from "../ui/WideTable";
import { texts } from "./texts";

interface Props {
  /** The primary coefficient and its value as the files were read. */
  name: string;
  value: number | null;
  conventions: SheetReading["conventions"];
}

/** How the primary coefficient comes out under other conventions; nothing if it never differs. */
export function Conventions({ name, value, conventions }: Props) {
  if (!conventions.length) return null;
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {texts.conventions.title}
      </Title>
      <Text size="sm" mb="xs">
        {texts.conventions.lead(name, value === null ? texts.conventions.undefined : number(value, 3))}
      </Text>
      <WideTable label={texts.conventions.label} minWidth={320} maw={640}>
        <Table withTableBorder aria-label={texts.conventions.label}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.conventions.as}</Table.Th>
              <Table.Th scope="col" ta="right">
                {name}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {conventions.map((convention) => (
              <Table.Tr key={convention.as}>
                <Table.Td dir="auto">{convention.as}</Table.Td>
                <Table.Td ta="right">
                  {convention.value === null ? texts.conventions.undefined : number(convention.value, 3)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}
