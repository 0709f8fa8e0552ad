import { CloseButton, Table, Text, TextInput } from "@mantine/core";
import { WideTable } from "../../../shared/ui/WideTable";
import classes from "../Projects.module.css";
import { type InspectionItem, problemOf } from "../state/items";
import { texts } from "../texts";

interface Props {
  items: readonly InspectionItem[];
  onChange: (id: number, changes: Partial<InspectionItem>) => void;
  onRemove: (id: number) => void;
}

/** The projects to inspect, an editable row each. */
export function ItemTable({ items, onChange, onRemove }: Props) {
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {texts.inspect.none}
      </Text>
    );
  }
  return (
    <WideTable label={texts.inspect.items} minWidth={680}>
      <Table aria-label={texts.inspect.items}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.inspect.name}</Table.Th>
            <Table.Th scope="col">{texts.inspect.source}</Table.Th>
            <Table.Th scope="col">{texts.inspect.commit}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <ItemRow
              key={item.id}
              item={item}
              onChange={(changes) => onChange(item.id, changes)}
              onRemove={() => onRemove(item.id)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

interface RowProps {
  item: InspectionItem;
  onChange: (changes: Partial<InspectionItem>) => void;
  onRemove: () => void;
}

function ItemRow({ item, onChange, onRemove }: RowProps) {
  const { name, address, commit, file } = item;
  const source = file?.name ?? address;
  const problem = problemOf(item);
  return (
    <Table.Tr>
      <Table.Td className={classes.field}>
        <TextInput
          size="xs"
          aria-label={texts.inspect.nameOf(source)}
          value={name}
          placeholder={file && problem === null ? texts.inspect.ownNames : undefined}
          maxLength={200}
          error={problem === "name" && texts.inspect.problems.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </Table.Td>
      <Table.Td className={classes.name} dir="auto">
        {file ? (
          <>
            {file.name}
            <TextInput
              size="xs"
              mt={4}
              aria-label={texts.inspect.addressOf(file.name)}
              placeholder={texts.inspect.addressOfFile}
              value={address}
              onChange={(event) => onChange({ address: event.currentTarget.value })}
            />
          </>
        ) : (
          address
        )}
      </Table.Td>
      <Table.Td className={classes.field}>
        <TextInput
          size="xs"
          aria-label={texts.inspect.commitOf(name || source)}
          placeholder={texts.inspect.newest}
          value={commit}
          maxLength={64}
          error={problem === "commit" && texts.inspect.problems.commit}
          onChange={(event) => onChange({ commit: event.currentTarget.value.trim().toLowerCase() })}
        />
      </Table.Td>
      <Table.Td>
        <CloseButton aria-label={texts.inspect.remove(name || source)} onClick={onRemove} />
      </Table.Td>
    </Table.Tr>
  );
}
