import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "../../api/client";
import type { Code } from "../../api/types";
import { ErrorPanel } from "../../shared/ui/ErrorPanel";
import type { CodeWords } from "./api";

interface Props {
  code: Code;
  /** Words of this text that could be its example. */
  example: string | null;
  busy: boolean;
  error: unknown;
  onSave: (words: CodeWords) => void;
  onClose: () => void;
}

/** The words of one's own code. */
export function CodeForm({ code, example, busy, error, onSave, onClose }: Props) {
  const [words, setWords] = useState<CodeWords>({
    label: code.label,
    definition: code.definition,
    when_to_use: code.when_to_use,
    when_not_to_use: code.when_not_to_use,
    examples: code.examples,
  });
  const field = (name: keyof CodeWords) => ({
    value: words[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const value = event.currentTarget.value;
      setWords((old) => ({ ...old, [name]: value }));
    },
  });
  const quoted = example && `“${example}”`;
  const taken = error instanceof ApiError && error.code === "label_taken" ? error.detail : undefined;
  return (
    <Modal opened onClose={onClose} title={`Code: ${code.label}`} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (words.label.trim()) onSave({ ...words, label: words.label.trim() });
        }}
      >
        <Stack gap="sm">
          <TextInput label="Label" required maxLength={200} error={taken} {...field("label")} />
          <Textarea label="Definition" autosize minRows={2} data-autofocus {...field("definition")} />
          <Textarea label="When to use" autosize minRows={1} {...field("when_to_use")} />
          <Textarea label="When not to use" autosize minRows={1} {...field("when_not_to_use")} />
          <Textarea label="Examples" autosize minRows={1} {...field("examples")} />
          {quoted && !words.examples.includes(quoted) && (
            <Button
              variant="default"
              size="compact-sm"
              fw={400}
              style={{ alignSelf: "flex-start", maxWidth: "100%" }}
              onClick={() =>
                setWords((old) => ({
                  ...old,
                  examples: old.examples ? `${old.examples}\n${quoted}` : quoted,
                }))
              }
            >
              Add {quoted} as an example
            </Button>
          )}
          {error && !taken ? <ErrorPanel error={error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              Save the code
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
