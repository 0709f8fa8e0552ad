import { Autocomplete, Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { fieldErrors, patch, type Schemas } from "../../api/client";
import type { Study } from "../../api/studies";
import { useRefreshStudy } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";
import { texts } from "./texts";

const LICENCES = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0"];

/** Lets the lead edit title, question and data licence. Published releases do not change. */
export function EditStudy({ study }: { study: Study }) {
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {texts.edit.open}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={texts.edit.title}>
        <Form study={study} onDone={dialog.close} />
      </Modal>
    </>
  );
}

function Form({ study, onDone }: { study: Study; onDone: () => void }) {
  const refresh = useRefreshStudy(study.slug);
  const form = useForm({
    mode: "controlled",
    initialValues: { title: study.title, question: study.question, data_licence: study.data_licence },
  });
  const change = useMutation({
    mutationFn: (body: Schemas["PatchedStudyChangeRequest"]) =>
      patch("/studies/{study}/", { params: { path: { study: study.slug } }, body }),
    onSuccess: () => {
      onDone();
      return refresh();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <TextInput
          label={texts.edit.studyTitle}
          required
          withAsterisk={false}
          maxLength={200}
          {...form.getInputProps("title")}
        />
        <Textarea label={texts.edit.question} autosize minRows={2} {...form.getInputProps("question")} />
        <Autocomplete
          label={texts.edit.licence}
          description={texts.edit.licenceHelp}
          data={LICENCES}
          maxLength={60}
          {...form.getInputProps("data_licence")}
        />
        <MutationError of={change} atFields={Object.keys(form.values)} />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            {texts.edit.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
