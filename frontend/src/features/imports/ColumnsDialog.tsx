import { Button, Group, Modal, Select, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import type { TableHead } from "./api";
import { texts } from "./texts";

type Props = {
  name: string;
  table: TableHead;
  busy: boolean;
  error: unknown;
  onImport: (columns: Record<string, string>) => void;
  onClose: () => void;
};

const { facts: NAMES } = texts.columns;

/** Choice of the columns of a table whose names do not show which fact each one has. */
export function ColumnsDialog({ name, table, busy, error, onImport, onClose }: Props) {
  const [chosen, setChosen] = useState<Record<string, string | null>>(() =>
    Object.fromEntries(table.facts.map(({ fact, column }) => [fact, column])),
  );
  const choices = table.facts.filter(({ fact }) => NAMES[fact]);
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
    <Modal opened onClose={onClose} title={texts.columns.title(name)} size="xl">
      <Stack>
        <WideTable label={texts.columns.firstRows} minWidth={140 * table.columns.length}>
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
                  {row.map((cell, index) => (
                    <Table.Td key={table.columns[index]}>
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
          {choices.map(({ fact, required }) => (
            <Select
              key={fact}
              label={NAMES[fact]}
              description={required ? texts.columns.required : undefined}
              inputWrapperOrder={["label", "input", "description"]}
              placeholder={texts.columns.none}
              clearable
              searchable
              data={table.columns.filter(Boolean)}
              value={chosen[fact] ?? null}
              onChange={(column) => setChosen({ ...chosen, [fact]: column })}
            />
          ))}
        </SimpleGrid>
        <MutationError of={{ error }} />
        <Group>
          <Button onClick={send} loading={busy} disabled={missing.length > 0}>
            {texts.columns.import}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {texts.columns.cancel}
          </Button>
          {missing.length > 0 && (
            <Text size="sm" c="dimmed">
              {texts.columns.missing(missing.map(({ fact }) => NAMES[fact] ?? fact))}
            </Text>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
