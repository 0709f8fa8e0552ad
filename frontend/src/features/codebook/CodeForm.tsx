import { Button, Group, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Code } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";
import { type CodeFields, useSaveCode } from "./api";
import { Colours } from "./ColourPicker";
import { Merge } from "./MergeCodes";
import { possibleParents } from "./tree";

type Props = { study: string; codes: Code[]; code: Code | null; onDone: () => void };

const EMPTY: CodeFields = {
  label: "",
  definition: "",
  when_to_use: "",
  when_not_to_use: "",
  examples: "",
  near_misses: "",
  colour: "",
  parent: null,
};
const TEXTS = [
  ["definition", "Definition"],
  ["when_to_use", "When to use"],
  ["when_not_to_use", "When not to use"],
  ["examples", "Typical examples"],
  ["near_misses", "Near misses"],
] as const;

/** The lead writes a code. Retiring keeps every coding that used it. */
export function CodeForm({ study, codes, code, onDone }: Props) {
  const save = useSaveCode(study);
  const [fields, setFields] = useState<CodeFields>(() => (code ? only(code) : EMPTY));
  const set = (change: Partial<CodeFields>) => setFields({ ...fields, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { colour, ...rest } = fields;
    save.mutate({ id: code?.id ?? null, ...rest, ...(colour && { colour }) }, { onSuccess: onDone });
  };
  const retire = (retired: boolean) => save.mutate({ id: code?.id ?? null, retired }, { onSuccess: onDone });
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {code ? "Code" : "New code"}
          </Title>
          <Button variant="subtle" color="gray" size="xs" onClick={onDone} c="dimmed">
            Close
          </Button>
        </Group>
        <TextInput
          label="Label"
          required
          withAsterisk={false}
          maxLength={200}
          autoFocus={!code}
          value={fields.label}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
        {TEXTS.map(([name, label]) => (
          <Textarea
            key={name}
            label={label}
            autosize
            minRows={name === "definition" ? 3 : 1}
            maxRows={10}
            value={fields[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        <Colours value={fields.colour} onChange={(colour) => set({ colour })} />
        <Select
          label="Below"
          placeholder="At the top"
          clearable
          searchable
          data={possibleParents(
            codes.filter((one) => !one.retired),
            code?.id ?? null,
          ).map(({ id, label }) => ({ value: String(id), label }))}
          value={fields.parent === null ? null : String(fields.parent)}
          onChange={(value) => set({ parent: value === null ? null : Number(value) })}
        />
        <MutationError of={save} />
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending}>
            {code ? "Save" : "Add the code"}
          </Button>
          {code && (
            <Button variant="default" onClick={() => retire(!code.retired)}>
              {code.retired ? "Use it again" : "Retire"}
            </Button>
          )}
        </Group>
        {code && !code.retired && <Merge study={study} code={code} codes={codes} onDone={onDone} />}
        {code?.merged_into && (
          <Text size="sm">
            Merged into “{codes.find(({ id }) => id === code.merged_into)?.label}”. To use it again takes the
            merge back.
          </Text>
        )}
        {code && !code.retired && (
          <Text size="xs" c="dimmed">
            A retired code can no longer be chosen; codings that have it keep it.
          </Text>
        )}
      </Stack>
    </form>
  );
}

function only(code: Code): CodeFields {
  const { label, definition, when_to_use, when_not_to_use, examples, near_misses, colour, parent } = code;
  return { label, definition, when_to_use, when_not_to_use, examples, near_misses, colour, parent };
}
