import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Code } from "../../api/studies";
import { CodeError, CodeFields, codeErrors } from "../../shared/codes/CodeFields";
import { type CodeChange, useSaveCode } from "./api";
import { ColourPicker } from "./ColourPicker";
import { MergeCodes } from "./MergeCodes";
import { texts } from "./texts";
import { possibleParents } from "./tree";

type Props = { study: string; codes: Code[]; code: Code | null; onDone: () => void };

const EMPTY: CodeChange = {
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
  const form = useForm({ mode: "controlled", initialValues: code ? only(code) : EMPTY });
  const whenSaved = { onSuccess: onDone, onError: (error: Error) => form.setErrors(codeErrors(error)) };
  const submit = form.onSubmit(({ colour, ...rest }) =>
    save.mutate({ id: code?.id ?? null, ...rest, ...(colour && { colour }) }, whenSaved),
  );
  const retire = (retired: boolean) => save.mutate({ id: code?.id ?? null, retired }, whenSaved);
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
        <CodeFields
          form={form}
          focus={code ? null : "label"}
          parents={possibleParents(
            codes.filter(({ retired }) => !retired),
            code?.id ?? null,
          )}
        >
          <ColourPicker
            value={form.values.colour}
            onChange={(colour) => form.setFieldValue("colour", colour)}
          />
        </CodeFields>
        <CodeError of={save} />
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

function only(code: Code): CodeChange {
  const { label, definition, when_to_use, when_not_to_use, examples, near_misses, colour, parent } = code;
  return { label, definition, when_to_use, when_not_to_use, examples, near_misses, colour, parent };
}
