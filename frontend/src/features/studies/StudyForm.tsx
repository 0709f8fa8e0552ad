import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { useCreateStudy } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";

export function NewStudy({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useNavigate();
  const create = useCreateStudy();
  const [title, setTitle] = useState("");
  const [question, setQuestion] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ title, question }, { onSuccess: ({ slug }) => void go(`/studies/${slug}`) });
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New study">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Title"
            required
            withAsterisk={false}
            maxLength={200}
            data-autofocus
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label="Research question"
            description="Raters see it while they code."
            placeholder="What are the consequences of vulnerabilities in …?"
            autosize
            minRows={2}
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <MutationError of={create} />
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending}>
              Create the study
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
