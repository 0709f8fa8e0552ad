import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ErrorPanel } from "./ErrorPanel";

type Props = {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Typed letter for letter before the button works. */
  word: string;
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  /** Exactly what will happen, and to whom. */
  children: ReactNode;
};

/** For what cannot be undone. Everything else has an undo instead. */
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
          if (ready && opened) onConfirm(); // it is still seen for a moment while it closes
        }}
      >
        <Stack>
          {children}
          <TextInput
            label={
              <>
                Type <b>{word}</b> to go on
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
              Not now
            </Button>
            <Button type="submit" disabled={!ready} loading={busy}>
              {action}
            </Button>
          </Group>
          {!ready && (
            <Text size="xs" c="dimmed" ta="right">
              The button works once the words are typed.
            </Text>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
