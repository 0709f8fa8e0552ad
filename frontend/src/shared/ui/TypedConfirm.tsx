import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { texts } from "../texts";
import { ErrorPanel } from "./ErrorPanel";

type Props = {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The word that must be typed to enable the button. */
  word: string;
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  /** What happens, and to whom. */
  children: ReactNode;
};

/** A dialog that confirms an action that cannot be undone by a typed word. */
export function TypedConfirm({
  opened,
  onClose,
  title,
  word,
  action,
  busy,
  error,
  onConfirm,
  children,
}: Props) {
  const [typed, setTyped] = useState("");
  const ready = typed.trim() === word;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && opened) onConfirm(); // it is still visible while it closes
        }}
      >
        <Stack>
          {children}
          <TextInput
            label={
              <>
                {texts.confirm.typeBefore}
                <b>{word}</b>
                {texts.confirm.typeAfter}
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          {error ? <ErrorPanel error={error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.confirm.cancel}
            </Button>
            <Button type="submit" disabled={!ready} loading={busy}>
              {action}
            </Button>
          </Group>
          {!ready && (
            <Text size="xs" c="dimmed" ta="right">
              {texts.confirm.help(word)}
            </Text>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
