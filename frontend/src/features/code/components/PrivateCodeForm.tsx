import { Button, Divider, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../../../api/client";
import type { Code } from "../../../api/types";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { type CodeWords, touchedQuery, withExample, wordsOf } from "../state/codes";

interface Props {
  code: Code;
  /** The rater's codes, below one of which this may stand. */
  codes: readonly Code[];
  study: string;
  round: number;
  /** Words of this text that could be its example, and their unit. */
  example: string | null;
  unit: number;
  busy: boolean;
  error: unknown;
  onSave: (words: CodeWords) => void;
  onChange: (kind: Change) => void;
  onClose: () => void;
}

export type Change = "merge" | "split" | "retire";

/** The words of one's own code, and the way to put several answers right at once. */
export function CodeForm({
  study,
  round,
  code,
  codes,
  example,
  unit,
  busy,
  error,
  onSave,
  onChange,
  onClose,
}: Props) {
  const [words, setWords] = useState<CodeWords>(() => wordsOf(code));
  type Text_ = Exclude<keyof CodeWords, "parent" | "retired" | "reason">;
  const field = (name: Text_) => ({
    value: words[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const value = event.currentTarget.value;
      setWords((old) => ({ ...old, [name]: value }));
    },
  });
  const take = (name: "examples" | "near_misses") =>
    example && setWords((old) => ({ ...old, [name]: withExample(old[name], example, unit) }));
  const moved = words.label.trim() !== code.label || words.parent !== code.parent;
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
          <Textarea label="Typical examples" autosize minRows={1} maxRows={5} {...field("examples")} />
          <Textarea label="Near misses" autosize minRows={1} maxRows={5} {...field("near_misses")} />
          {example && (
            <Group gap="xs">
              <Text size="sm" lineClamp={2}>
                “{example}”
              </Text>
              <Button variant="default" size="compact-sm" fw={400} onClick={() => take("examples")}>
                Typical example
              </Button>
              <Button variant="default" size="compact-sm" fw={400} onClick={() => take("near_misses")}>
                Near miss
              </Button>
            </Group>
          )}
          <Select
            label="Below"
            placeholder="At the top"
            clearable
            searchable
            data={codes
              .filter(({ id, retired }) => id !== code.id && !retired)
              .map(({ id, label }) => ({ value: String(id), label }))}
            value={words.parent === null ? null : String(words.parent)}
            onChange={(value) =>
              setWords((old) => ({ ...old, parent: value === null ? null : Number(value) }))
            }
          />
          {moved && (
            <>
              <Touches study={study} round={round} code={code.id} />
              <TextInput
                label="Why?"
                value={words.reason ?? ""}
                onChange={(event) => {
                  const reason = event.currentTarget.value;
                  setWords((old) => ({ ...old, reason }));
                }}
              />
            </>
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
          <Divider />
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => onChange("merge")}>
              Merge into another …
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onChange("split")}>
              Split: other code for some units …
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onChange("retire")}>
              Retire …
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What another name or place of the code touches. */
function Touches({ study, round, code }: { study: string; round: number; code: number }) {
  const { data } = useQuery(touchedQuery(study, round, code));
  if (!data) return null;
  const units = data.submitted.length + data.drafts.length;
  return (
    <Text size="sm" role="status">
      {units === 0
        ? "No answer of yours has this code yet."
        : `Shows in ${data.submitted.length} submitted units and ${data.drafts.length} drafts of yours. Their answers stay.`}
    </Text>
  );
}
