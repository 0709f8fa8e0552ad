import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { MutationError } from "../../../shared/ui/MutationError";
import { useDiscussionEnd } from "../api";

/** Lets the lead end a discussion in which raters do not respond, so that the final rater can decide. */
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
          Reopen the discussion
        </Button>
        <MutationError of={reopen} />
      </>
    );
  }
  if (waiting === 0) return null;
  const single = waiting === 1;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        End the discussion …
      </Button>
      <Modal opened={asking} onClose={dialog.close} title="End the discussion" size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            end.mutate(reason, { onSuccess: dialog.close });
          }}
        >
          <Stack>
            <Text>
              {single
                ? "One disagreement still waits for a rater"
                : `${waiting} disagreements still wait for a rater`}{" "}
              to keep or change their codes. After the end, raters cannot comment or change their codes, and{" "}
              {round.final_rater} decides {single ? "it" : "them"}. All comments are kept.
            </Text>
            <TextInput
              label="Reason"
              description="(optional) It is shown in the history."
              maxLength={5000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
            <Text size="sm" c="dimmed">
              You can open the discussion again as long as the final rater has decided nothing since.
            </Text>
            <MutationError of={end} />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                Not now
              </Button>
              <Button type="submit" loading={end.isPending}>
                End the discussion
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
