import { NativeSelect, Table, Text, Title } from "@mantine/core";
import type { ReadingOptions, Role, SheetColumn, SheetTable } from "../../api/ratings";
import { WideTable } from "../ui/WideTable";
import classes from "./FirstRows.module.css";
import { withRole } from "./options";
import { texts } from "./texts";

interface Props {
  table: SheetTable;
  options: ReadingOptions;
  onChange: (options: ReadingOptions) => void;
}

/** The first rows of a table with the role of each column above it, as a menu. */
export function FirstRows({ table, options, onChange }: Props) {
  const name = texts.table.of(table.file, table.sheet);
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {texts.table.title} · <bdi>{name}</bdi>
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.table.help} {texts.table.rows(table.rows.length, table.row_count)}
      </Text>
      <WideTable label={name} minWidth={Math.min(10_000, 60 + 150 * table.columns.length)}>
        <Table withTableBorder aria-label={name} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              {table.columns.map((column) => (
                <Table.Td key={column.option}>
                  <NativeSelect
                    miw={150}
                    size="xs"
                    aria-label={texts.table.role(column.name || column.option)}
                    data={rolesOf(column, table)}
                    value={column.role}
                    onChange={({ currentTarget }) =>
                      onChange(withRole(options, table, column, currentTarget.value as Role | "unit_too"))
                    }
                  />
                </Table.Td>
              ))}
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="col">{texts.table.line}</Table.Th>
              {table.columns.map((column) => (
                <Table.Th key={column.option} scope="col" dir="auto" className={classes.cell}>
                  {column.name || texts.table.unnamed}
                  {column.why && (
                    <Text size="xs" c="dimmed" fw={400}>
                      {column.why}
                    </Text>
                  )}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.rows.map(({ line, cells }) => (
              <Table.Tr key={line}>
                <Table.Td c="dimmed">{line}</Table.Td>
                {cells.map((cell, index) => {
                  const column = table.columns[index];
                  return (
                    <Table.Td
                      key={column?.option}
                      dir="auto"
                      className={classes.cell}
                      data-unused={column?.role === "unused" || column?.role === "note" || undefined}
                    >
                      {cell}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}

/** The menu of a column. A note is offered only where it is one: no option makes a column a note. */
function rolesOf(column: SheetColumn, table: SheetTable): { value: string; label: string }[] {
  const { roles } = texts.table;
  const units = table.columns.filter((other) => other.role === "unit" && other !== column);
  const rater = column.role === "rater" ? texts.table.rater(column.rater, column.question) : roles.rater;
  const names = units.map(({ name, option }) => name || option).join(", ");
  return [
    { value: "unit", label: roles.unit },
    ...(units.length ? [{ value: "unit_too", label: texts.table.unitToo(names) }] : []),
    { value: "rater", label: rater },
    { value: "person", label: roles.person },
    { value: "code", label: roles.code },
    { value: "final", label: roles.final },
    ...(column.role === "note" ? [{ value: "note", label: roles.note }] : []),
    { value: "unused", label: roles.unused },
  ];
}
