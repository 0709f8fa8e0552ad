import { Button, Text } from "@mantine/core";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { MutationError } from "../../../shared/ui/MutationError";
import { useDiscussionEnd } from "../api";
import { texts } from "../texts";
import { ReasonButton } from "./ReasonButton";

/** Buttons of the lead to end a discussion without waiting for responses, and to reopen it. */
export function EndDiscussion({ round }: { round: Round }) {
  const study = useStudy();
  const { end, reopen } = useDiscussionEnd(study.slug, round.number);
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
    <ReasonButton words={texts.endDiscussion} size="compact-sm" action={end}>
      <Text>{texts.endDiscussion.effect(waiting, round.final_rater)}</Text>
      <Text size="sm" c="dimmed">
        {texts.endDiscussion.note}
      </Text>
    </ReasonButton>
  );
}
