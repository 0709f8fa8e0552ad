import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { fieldErrors } from "../../../api/client";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { MutationError } from "../../../shared/ui/MutationError";
import { useReopenRound } from "../api";
import { texts } from "../texts";

/** Button that reopens a settled round after it asked for a reason. */
export function ReopenRound({ round }: { round: Round }) {
  const study = useStudy();
  const reopen = useReopenRound(study.slug, round.number);
  const [asking, dialog] = useDisclosure(false);
  const [reason, setReason] = useState("");
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {texts.settle.reopen}
      </Button>
      <Modal opened={asking} onClose={dialog.close} title={texts.reopen.title(round.number)} size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            reopen.mutate(reason, { onSuccess: dialog.close });
          }}
        >
          <Stack>
            <Text>{texts.reopen.effect}</Text>
            {round.blind_adjudication && <Text>{texts.reopen.blinded}</Text>}
            <Textarea
              label={texts.reopen.reason}
              description={texts.reopen.reasonHelp}
              maxLength={5000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={fieldErrors(reopen.error).reason}
              data-autofocus
            />
            <MutationError of={reopen} atFields={["reason"]} />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                {texts.reopen.cancel}
              </Button>
              <Button type="submit" loading={reopen.isPending}>
                {texts.reopen.confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
