import { Autocomplete, Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { patch } from "../../api/client";
import type { Study } from "../../api/studies";
import { useRefreshStudy } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";

/** The lead's way to change title, question and data licence; releases keep the ones they were published with. */
export function EditStudy({ study }: { study: Study }) {
  const [opened, form] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={form.open}>
        Edit
      </Button>
      <Modal opened={opened} onClose={form.close} title="Title, question, licence">
        <Form study={study} onDone={form.close} />
      </Modal>
    </>
  );
}

function Form({ study, onDone }: { study: Study; onDone: () => void }) {
  const refresh = useRefreshStudy(study.slug);
  const [title, setTitle] = useState(study.title);
  const [question, setQuestion] = useState(study.question);
  const [licence, setLicence] = useState(study.data_licence);
  const change = useMutation({
    mutationFn: () =>
      patch("/studies/{study}/", {
        params: { path: { study: study.slug } },
        body: { title, question, data_licence: licence },
      }),
    onSuccess: () => {
      onDone();
      return refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Title"
          required
          withAsterisk={false}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label="Research question"
          autosize
          minRows={2}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
        <Autocomplete
          label="Licence of the released data"
          description="An SPDX identifier, for the next release (optional)."
          data={["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0"]}
          maxLength={60}
          value={licence}
          onChange={setLicence}
        />
        <MutationError of={change} />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
