import { Button, Group, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Code } from "../../api/studies";
import { CODE_TEXTS } from "../../shared/codes/codeTexts";
import { texts as sharedTexts } from "../../shared/texts";
import { MutationError } from "../../shared/ui/MutationError";
import { type CodeFields, useSaveCode } from "./api";
import { ColourPicker } from "./ColourPicker";
import { MergeCodes } from "./MergeCodes";
import { texts } from "./texts";
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

/** The form of a code, for the lead. Retiring a code changes no coding. */
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
            {code ? texts.form.title : texts.form.newTitle}
          </Title>
          <Button variant="subtle" color="gray" size="xs" onClick={onDone} c="dimmed">
            {texts.form.close}
          </Button>
        </Group>
        <TextInput
          label={sharedTexts.codeFields.label}
          required
          withAsterisk={false}
          maxLength={200}
          autoFocus={!code}
          value={fields.label}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
        {CODE_TEXTS.map((name) => (
          <Textarea
            key={name}
            label={sharedTexts.codeFields[name]}
            autosize
            minRows={name === "definition" ? 3 : 1}
            maxRows={10}
            value={fields[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        <ColourPicker value={fields.colour} onChange={(colour) => set({ colour })} />
        <Select
          label={sharedTexts.codeFields.parent}
          placeholder={sharedTexts.codes.topLevel}
          clearable
          searchable
          data={possibleParents(
            codes.filter(({ retired }) => !retired),
            code?.id ?? null,
          ).map(({ id, label }) => ({ value: String(id), label }))}
          value={fields.parent === null ? null : String(fields.parent)}
          onChange={(value) => set({ parent: value === null ? null : Number(value) })}
        />
        <MutationError of={save} />
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending}>
            {code ? texts.form.save : texts.form.add}
          </Button>
          {code && (
            <Button variant="default" onClick={() => retire(!code.retired)}>
              {code.retired ? texts.form.restore : texts.form.retire}
            </Button>
          )}
        </Group>
        {code && !code.retired && <MergeCodes study={study} code={code} codes={codes} onDone={onDone} />}
        {code?.merged_into && (
          <Text size="sm">
            {texts.form.merged(codes.find(({ id }) => id === code.merged_into)?.label ?? "")}
          </Text>
        )}
        {code && !code.retired && (
          <Text size="xs" c="dimmed">
            {texts.form.retired}
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
