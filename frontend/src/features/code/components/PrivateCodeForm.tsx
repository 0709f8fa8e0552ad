import { Button, Divider, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../../api/client";
import type { Code } from "../../../api/studies";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import {
  type CodeDescription,
  descriptionOf,
  recodeScopeQuery,
  type useSaveCode,
  withExample,
} from "../state/codes";
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
    validate: { label: (label) => (label.trim() ? null : "A label is required.") },
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
    <Modal opened onClose={onClose} title={`Code: ${code.label}`} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label="Label" required maxLength={200} {...form.getInputProps("label")} />
          <Textarea
            label="Definition"
            autosize
            minRows={2}
            data-autofocus
            {...form.getInputProps("definition")}
          />
          <Textarea label="When to use" autosize minRows={1} {...form.getInputProps("when_to_use")} />
          <Textarea label="When not to use" autosize minRows={1} {...form.getInputProps("when_not_to_use")} />
          <Textarea
            label="Typical examples"
            autosize
            minRows={1}
            maxRows={5}
            {...form.getInputProps("examples")}
          />
          <Textarea
            label="Near misses"
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
                Typical example
              </Button>
              <Button variant="default" size="compact-sm" fw={400} onClick={() => addExample("near_misses")}>
                Near miss
              </Button>
            </Group>
          )}
          <Select
            label="Below"
            placeholder="At the top"
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
              <TextInput label="Why?" {...form.getInputProps("reason")} />
            </>
          )}
          {error && !labelTaken ? <ErrorPanel error={error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save the code
            </Button>
          </Group>
          <Divider />
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => onRecode("merge")}>
              Merge into another …
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onRecode("split")}>
              Split: other code for some units …
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onRecode("retire")}>
              Retire …
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
  const units = data.submitted.length + data.drafts.length;
  return (
    <Text size="sm" role="status">
      {units === 0
        ? "No answer of yours has this code yet."
        : `Shows in ${data.submitted.length} submitted units and ${data.drafts.length} drafts of yours. Their answers stay.`}
    </Text>
  );
}
