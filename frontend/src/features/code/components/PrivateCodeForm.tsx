import { Button, Divider, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../../api/client";
import type { Code } from "../../../api/studies";
import { texts as sharedTexts } from "../../../shared/texts";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
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
    initialValues: { ...descriptionOf(code), reason: "" },
    validate: { label: (label) => (label.trim() ? null : texts.describe.labelRequired) },
  });
  const { values } = form;
  const example =
    state.selection?.quote ?? state.draft.segments.find((segment) => segment.code === code.id)?.quote;
  const renamed = values.label.trim() !== code.label || values.parent !== code.parent;
  const { error } = save;
  const labelTaken = error instanceof ApiError && error.code === "label_taken";
  const submit = form.onSubmit((description) =>
    save.mutate(
      { id: code.id, words: { ...description, label: description.label.trim() } },
      {
        onSuccess: onSaved,
        onError: (refusal) => {
          if (!(refusal instanceof ApiError)) return;
          form.setErrors(refusal.code === "label_taken" ? { label: refusal.detail } : refusal.fields);
        },
      },
    ),
  );
  const addExample = (field: "examples" | "near_misses") =>
    form.setFieldValue(field, withExample(values[field], example ?? "", state.unit));
  return (
    <Modal opened onClose={onClose} title={texts.describe.title(code.label)} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={sharedTexts.codeFields.label}
            required
            maxLength={200}
            {...form.getInputProps("label")}
          />
          <Textarea
            label={sharedTexts.codeFields.definition}
            autosize
            minRows={2}
            data-autofocus
            {...form.getInputProps("definition")}
          />
          <Textarea
            label={sharedTexts.codeFields.when_to_use}
            autosize
            minRows={1}
            {...form.getInputProps("when_to_use")}
          />
          <Textarea
            label={sharedTexts.codeFields.when_not_to_use}
            autosize
            minRows={1}
            {...form.getInputProps("when_not_to_use")}
          />
          <Textarea
            label={sharedTexts.codeFields.examples}
            autosize
            minRows={1}
            maxRows={5}
            {...form.getInputProps("examples")}
          />
          <Textarea
            label={sharedTexts.codeFields.near_misses}
            autosize
            minRows={1}
            maxRows={5}
            {...form.getInputProps("near_misses")}
          />
          {example && (
            <Group gap="xs">
              <Text size="sm" lineClamp={2}>
                “{example}”
              </Text>
              <Button variant="default" size="compact-sm" fw={400} onClick={() => addExample("examples")}>
                {texts.describe.addExample}
              </Button>
              <Button variant="default" size="compact-sm" fw={400} onClick={() => addExample("near_misses")}>
                {texts.describe.addNearMiss}
              </Button>
            </Group>
          )}
          <Select
            label={sharedTexts.codeFields.parent}
            placeholder={sharedTexts.codes.topLevel}
            clearable
            searchable
            data={codes.all
              .filter(({ id, mine, retired }) => mine && id !== code.id && !retired)
              .map(({ id, label }) => ({ value: String(id), label }))}
            value={values.parent === null ? null : String(values.parent)}
            onChange={(value) => form.setFieldValue("parent", value === null ? null : Number(value))}
            error={form.errors.parent}
          />
          {renamed && (
            <>
              <RecodeScope code={code.id} />
              <TextInput label={texts.describe.reason} {...form.getInputProps("reason")} />
            </>
          )}
          {error && !labelTaken ? <ErrorPanel error={error} /> : null}
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
