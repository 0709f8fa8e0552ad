import { Anchor, Button, Checkbox, Group, Modal, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useNavigate } from "react-router";
import { fieldErrors, type Schemas } from "../../api/client";
import { useCreateStudy } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";
import { texts } from "./texts";

type Fields = Required<Schemas["NewStudyRequest"]>;

const KINDS = ["advisories", "projects"] as const;
const initialValues: Fields = { title: "", question: "", kind: "advisories", activities: true };

/** The dialog that creates a study and opens it. */
export function NewStudy({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useNavigate();
  const create = useCreateStudy();
  const form = useForm<Fields>({ mode: "controlled", initialValues });
  const ofProjects = form.values.kind === "projects";
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
          <Radio.Group label={texts.form.kind} {...form.getInputProps("kind")}>
            <Stack gap={6} mt={6}>
              {KINDS.map((kind) => (
                <Radio
                  key={kind}
                  value={kind}
                  label={texts.form.kinds[kind].label}
                  description={texts.form.kinds[kind].help}
                />
              ))}
            </Stack>
          </Radio.Group>
          {ofProjects && (
            <Checkbox
              label={texts.form.activities}
              description={texts.form.activitiesHelp}
              {...form.getInputProps("activities", { type: "checkbox" })}
            />
          )}
          <Textarea
            label={texts.form.question}
            description={texts.form.questionHelp}
            placeholder={texts.form.kinds[form.values.kind].question}
            autosize
            minRows={2}
            {...form.getInputProps("question")}
          />
          <Anchor component={Link} to="/new-study-from-files" size="sm">
            {texts.form.fromFiles}
          </Anchor>
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
