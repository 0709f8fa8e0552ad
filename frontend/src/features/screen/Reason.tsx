import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";

type Props = {
  title: string;
  /** Reasons given before, to be taken again. */
  suggestions: string[];
  onGive: (reason: string) => void;
  onClose: () => void;
};

const SUGGESTED = 5;

/** Asks why; Enter says it, Shift and Enter makes a new line. */
export function Reason({ title, suggestions, onGive, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [origin] = useState(() => document.activeElement);
  // At once, not after the dialog has faded: the next key belongs to the grid.
  useEffect(() => () => (origin as HTMLElement | null)?.focus(), [origin]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onGive(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <Textarea
            label="Reason"
            description="It is published with the flow."
            data-autofocus
            autosize
            minRows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
            }}
          />
          {suggestions.length > 0 && (
            <Stack gap={4} align="flex-start">
              <Text size="sm">Given before</Text>
              {suggestions.slice(0, SUGGESTED).map((text) => (
                <Button key={text} variant="default" size="compact-sm" onClick={() => onGive(text)}>
                  {text.length > 60 ? `${text.slice(0, 59)}…` : text}
                </Button>
              ))}
            </Stack>
          )}
          <Group>
            <Button type="submit" disabled={!reason.trim()}>
              Save
            </Button>
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
