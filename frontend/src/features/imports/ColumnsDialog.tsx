import { Button, Group, Modal, Select, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { WideTable } from "../../shared/ui/WideTable";
import type { TableHead } from "./api";

type Props = {
  name: string;
  table: TableHead;
  busy: boolean;
  onImport: (columns: Record<string, string>) => void;
  onClose: () => void;
};

const NAMES: Record<string, string> = {
  id: "Identifier",
  text: "Text",
  title: "Title",
  project: "Project",
  severity: "Severity",
  cvss: "CVSS vector",
  cwe: "Weaknesses (CWE)",
  ecosystem: "Ecosystem",
  package: "Package",
  aliases: "Other identifiers",
  url: "Addresses",
  published: "Published",
};

/** Asks which column of a table holds what, where the names of its columns do not say so. */
export function ColumnsDialog({ name, table, busy, onImport, onClose }: Props) {
  const [chosen, setChosen] = useState<Record<string, string | null>>(() =>
    Object.fromEntries(table.facts.map(({ fact, column }) => [fact, column])),
  );
  const asked = table.facts.filter(({ fact }) => NAMES[fact]);
  const missing = table.facts.filter(({ fact, required }) => required && !chosen[fact]);
  const send = () =>
    onImport(
      Object.fromEntries(
        Object.entries(chosen).flatMap(([fact, column]) =>
          column && column !== fact ? [[fact, column]] : [],
        ),
      ),
    );
  return (
    <Modal opened onClose={onClose} title={`Which column of ${name} holds what?`} size="xl">
      <Stack>
        <WideTable label="The first rows" minWidth={140 * table.columns.length}>
          <Table withTableBorder withColumnBorders>
            <Table.Thead>
              <Table.Tr>
                {table.columns.map((column) => (
                  <Table.Th key={column}>{column}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {table.rows.map((row) => (
                <Table.Tr key={row.join("\u0000")}>
                  {row.map((cell, place) => (
                    <Table.Td key={table.columns[place]}>
                      <Text size="sm" lineClamp={3}>
                        {cell}
                      </Text>
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
        <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
          {asked.map(({ fact, required }) => (
            <Select
              key={fact}
              label={NAMES[fact]}
              description={required ? "Needed." : undefined}
              inputWrapperOrder={["label", "input", "description"]}
              placeholder="None"
              clearable
              searchable
              data={table.columns.filter(Boolean)}
              value={chosen[fact] ?? null}
              onChange={(column) => setChosen({ ...chosen, [fact]: column })}
            />
          ))}
        </SimpleGrid>
        <Group>
          <Button onClick={send} loading={busy} disabled={missing.length > 0}>
            Import
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          {missing.length > 0 && (
            <Text size="sm" c="dimmed">
              {missing.map(({ fact }) => NAMES[fact]).join(" and ")} to be chosen yet.
            </Text>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
