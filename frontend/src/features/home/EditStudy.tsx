import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { at, patch } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Study } from "../../api/types";
import { MutationError } from "../../shared/ui/MutationError";

/** The lead's way to change title and question; releases keep the ones they were published with. */
export function EditStudy({ study }: { study: Study }) {
  const [opened, form] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={form.open}>
        Edit
      </Button>
      <Modal opened={opened} onClose={form.close} title="Title and question">
        <Form study={study} onDone={form.close} />
      </Modal>
    </>
  );
}

function Form({ study, onDone }: { study: Study; onDone: () => void }) {
  const refresh = useRefreshStudy(study.slug);
  const [title, setTitle] = useState(study.title);
  const [question, setQuestion] = useState(study.question);
  const change = useMutation({
    mutationFn: () => patch<Study>(at`studies/${study.slug}/`, { title, question }),
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
