import { Button, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "react-router";
import type { Study } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";
import { useLeave } from "./api";
import { texts } from "./texts";

/** Ends the user's own membership after a question. */
export function LeaveStudy({ study }: { study: Study }) {
  const [opened, dialog] = useDisclosure(false);
  const go = useNavigate();
  const leave = useLeave(study.slug);
  return (
    <section aria-labelledby="leave">
      <Title order={2} size="h4" id="leave" mb="xs">
        {texts.leave.title}
      </Title>
      <Stack align="flex-start">
        <Text size="sm">{texts.leave.help}</Text>
        <Button variant="default" onClick={dialog.open}>
          {texts.leave.open}
        </Button>
      </Stack>
      <Modal opened={opened} onClose={dialog.close} title={texts.leave.question(study.title)} size="lg">
        <Stack>
          <Text>{texts.leave.consequence(study.me)}</Text>
          <MutationError of={leave} />
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>
              {texts.leave.cancel}
            </Button>
            <Button
              loading={leave.isPending}
              onClick={() => leave.mutate(undefined, { onSuccess: () => go("/", { replace: true }) })}
            >
              {texts.leave.confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </section>
  );
}
