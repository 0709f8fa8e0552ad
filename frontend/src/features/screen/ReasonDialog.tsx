import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { texts } from "./texts";

type Props = {
  title: string;
  /** Reasons given before, which can be chosen again. */
  suggestions: string[];
  onSave: (reason: string) => void;
  onClose: () => void;
};

const SUGGESTED = 5; // reasons
const LENGTH = 60; // characters

/** The dialog that asks for the reason of a verdict. Enter saves it; Shift and Enter begin a new line. */
export function ReasonDialog({ title, suggestions, onSave, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [origin] = useState(() => document.activeElement);
  // Focus the grid again before the dialog has faded: the next key is for the grid.
  useEffect(() => () => (origin as HTMLElement | null)?.focus(), [origin]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onSave(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <Textarea
            label={texts.reason.reason}
            description={texts.reason.help}
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
              <Text size="sm">{texts.reason.earlier}</Text>
              {suggestions.slice(0, SUGGESTED).map((suggestion) => (
                <Button
                  key={suggestion}
                  variant="default"
                  size="compact-sm"
                  onClick={() => onSave(suggestion)}
                >
                  {texts.reason.shortened(suggestion, LENGTH)}
                </Button>
              ))}
            </Stack>
          )}
          <Group>
            <Button type="submit" disabled={!reason.trim()}>
              {texts.reason.save}
            </Button>
            <Button variant="subtle" onClick={onClose}>
              {texts.reason.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
