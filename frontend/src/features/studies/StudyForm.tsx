import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "react-router";
import { fieldErrors } from "../../api/client";
import { useCreateStudy } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";
import { texts } from "./texts";

/** The dialog that creates a study and opens it. */
export function NewStudy({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useNavigate();
  const create = useCreateStudy();
  const form = useForm({ mode: "controlled", initialValues: { title: "", question: "" } });
  const submit = form.onSubmit((values) =>
    create.mutate(values, {
      onSuccess: ({ slug }) => void go(`/studies/${slug}`),
      onError: (error) => form.setErrors(fieldErrors(error)),
    }),
  );
  return (
    <Modal opened={opened} onClose={onClose} title={texts.form.title}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={texts.form.studyTitle}
            required
            withAsterisk={false}
            maxLength={200}
            data-autofocus
            {...form.getInputProps("title")}
          />
          <Textarea
            label={texts.form.question}
            description={texts.form.questionHelp}
            placeholder={texts.form.questionExample}
            autosize
            minRows={2}
            {...form.getInputProps("question")}
          />
          <MutationError of={create} atFields={Object.keys(form.values)} />
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending}>
              {texts.form.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
