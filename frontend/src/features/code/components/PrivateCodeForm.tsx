import { Button, Divider, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import type { Code } from "../../../api/studies";
import { CodeError, CodeFields, codeErrors } from "../../../shared/codes/CodeFields";
import {
  type CodeDescription,
  descriptionOf,
  recodeScopeQuery,
  type useSaveCode,
  withExample,
} from "../state/codes";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";
import type { Recoding } from "./RecodeDialog";

interface Props {
  code: Code;
  save: ReturnType<typeof useSaveCode>;
  onSaved: (saved: Code) => void;
  onRecode: (kind: Recoding) => void;
  onClose: () => void;
}

/** The description of a code of one's own, and the ways to recode several units at a time. */
export function PrivateCodeForm({ code, save, onSaved, onRecode, onClose }: Props) {
  const { state, codes } = useCoding();
  const form = useForm<CodeDescription>({
    mode: "controlled",
    initialValues: { ...descriptionOf(code), reason: "" },
    validate: { label: (label) => (label.trim() ? null : texts.describe.labelRequired) },
  });
  const { values } = form;
  const example =
    state.selection?.quote ?? state.draft.segments.find((segment) => segment.code === code.id)?.quote;
  const renamed = values.label.trim() !== code.label || values.parent !== code.parent;
  const submit = form.onSubmit((description) =>
    save.mutate(
      { id: code.id, words: { ...description, label: description.label.trim() } },
      {
        onSuccess: onSaved,
        onError: (error) => form.setErrors(codeErrors(error)),
      },
    ),
  );
  const addExample = (field: "examples" | "near_misses") =>
    form.setFieldValue(field, withExample(values[field], example ?? "", state.unit));
  return (
    <Modal opened onClose={onClose} title={texts.describe.title(code.label)} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <CodeFields
            form={form}
            focus="definition"
            parents={codes.all.filter(({ id, mine, retired }) => mine && id !== code.id && !retired)}
          >
            {example && (
              <Group gap="xs">
                <Text size="sm" lineClamp={2}>
                  “{example}”
                </Text>
                <Button variant="default" size="compact-sm" fw={400} onClick={() => addExample("examples")}>
                  {texts.describe.addExample}
                </Button>
                <Button
                  variant="default"
                  size="compact-sm"
                  fw={400}
                  onClick={() => addExample("near_misses")}
                >
                  {texts.describe.addNearMiss}
                </Button>
              </Group>
            )}
          </CodeFields>
          {renamed && (
            <>
              <RecodeScope code={code.id} />
              <TextInput label={texts.describe.reason} {...form.getInputProps("reason")} />
            </>
          )}
          <CodeError of={save} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.describe.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {texts.describe.save}
            </Button>
          </Group>
          <Divider />
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => onRecode("merge")}>
              {texts.describe.merge}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onRecode("split")}>
              {texts.describe.split}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onRecode("retire")}>
              {texts.describe.retire}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The units of the rater that show another label or parent of the code. */
function RecodeScope({ code }: { code: number }) {
  const { study, round } = useCoding();
  const { data } = useQuery(recodeScopeQuery(study.slug, round.number, code));
  if (!data) return null;
  return (
    <Text size="sm" role="status">
      {texts.describe.scope(data.submitted.length, data.drafts.length)}
    </Text>
  );
}
