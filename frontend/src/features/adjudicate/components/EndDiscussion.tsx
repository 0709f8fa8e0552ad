import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { fieldErrors } from "../../../api/client";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { MutationError } from "../../../shared/ui/MutationError";
import { useDiscussionEnd } from "../api";
import { texts } from "../texts";

/** Buttons of the lead to end a discussion without waiting for responses, and to reopen it. */
export function EndDiscussion({ round }: { round: Round }) {
  const study = useStudy();
  const { end, reopen } = useDiscussionEnd(study.slug, round.number);
  const [asking, dialog] = useDisclosure(false);
  const [reason, setReason] = useState("");
  const waiting = round.awaiting_response ?? 0;
  if (!study.roles.includes("lead") || round.state !== "closed") return null;
  if (round.discussion_ended_at) {
    return (
      <>
        <Button
          size="compact-sm"
          variant="default"
          loading={reopen.isPending}
          onClick={() => reopen.mutate()}
        >
          {texts.endDiscussion.reopen}
        </Button>
        <MutationError of={reopen} />
      </>
    );
  }
  if (waiting === 0) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        {texts.endDiscussion.open}
      </Button>
      <Modal opened={asking} onClose={dialog.close} title={texts.endDiscussion.title} size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            end.mutate(reason, { onSuccess: dialog.close });
          }}
        >
          <Stack>
            <Text>{texts.endDiscussion.effect(waiting, round.final_rater)}</Text>
            <TextInput
              label={texts.endDiscussion.reason}
              description={texts.endDiscussion.reasonHelp}
              maxLength={5000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={fieldErrors(end.error).reason}
              data-autofocus
            />
            <Text size="sm" c="dimmed">
              {texts.endDiscussion.note}
            </Text>
            <MutationError of={end} atFields={["reason"]} />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                {texts.endDiscussion.cancel}
              </Button>
              <Button type="submit" loading={end.isPending}>
                {texts.endDiscussion.confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
