import { Kbd, Modal, Table, Title } from "@mantine/core";
import { Fragment } from "react";
import { texts } from "../texts";
import { keyName, type Shortcut } from "./registry";

export default function HelpDialog({
  shortcuts,
  onClose,
}: {
  shortcuts: readonly Shortcut[];
  onClose: () => void;
}) {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) {
    groups.set(groupOf(shortcut), [...(groups.get(groupOf(shortcut)) ?? []), shortcut]);
  }
  return (
    <Modal opened onClose={onClose} title={texts.keyboard.title} size="md">
      {[...groups].map(([group, list]) => (
        <Fragment key={group}>
          <Title order={3} size="h5" mt="sm">
            {group}
          </Title>
          <Table withRowBorders={false} verticalSpacing={3}>
            <Table.Tbody>
              {[...new Set(list.map(({ does }) => does))].map((does) => (
                <Table.Tr key={does}>
                  <Table.Td w="8rem">
                    <Keys of={list.filter((shortcut) => shortcut.does === does)} />
                  </Table.Td>
                  <Table.Td>{does}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Fragment>
      ))}
    </Modal>
  );
}

/** The keys of one action; a long row such as 1 to 9 by its first and last key. */
function Keys({ of }: { of: Shortcut[] }) {
  const [first, last] = [of[0], of.at(-1)];
  if (!first || !last) return null;
  const shown = of.length > 3 ? [first, last] : of;
  return shown.map(({ keys }, index) => (
    <Fragment key={keys}>
      {index > 0 && (of.length > 3 ? texts.keyboard.to : " ")}
      <Kbd>{keyName(keys)}</Kbd>
    </Fragment>
  ));
}

const groupOf = (shortcut: Shortcut) => shortcut.group ?? texts.keyboard.screen;
