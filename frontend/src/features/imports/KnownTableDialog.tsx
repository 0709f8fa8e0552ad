import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { texts } from "./texts";

/** The name below which the rows of tables are known, "" for that of each file, and whether they replace known rows. */
export type TableChoice = { name: string; replaces: boolean };

type Props = { name: string; onImport: (choice: TableChoice) => void; onClose: () => void };

/** The name of a table, asked for if another file has a table of the name that it would get. */
export function KnownTableDialog({ name, onImport, onClose }: Props) {
  const [choice, setChoice] = useState<TableChoice>({ name, replaces: false });
  return (
    <Modal opened onClose={onClose} title={texts.known.title(name)}>
      <Stack>
        <Text size="sm">{texts.known.lead}</Text>
        <TextInput
          label={texts.files.tableName}
          value={choice.name}
          onChange={(event) => setChoice({ ...choice, name: event.currentTarget.value })}
        />
        <Checkbox
          label={texts.files.replaces}
          checked={choice.replaces}
          onChange={(event) => setChoice({ ...choice, replaces: event.currentTarget.checked })}
        />
        <Group>
          <Button onClick={() => onImport(choice)} disabled={!choice.name.trim()}>
            {texts.known.import}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {texts.known.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
