import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { stepPath } from "../../../shared/study";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { useSettle } from "../api";
import { useUndo } from "../hooks/useUndo";
import { texts } from "../texts";
import { useAdjudication } from "./AdjudicationContext";
import { ReopenRound } from "./ReopenRound";

/** The page after the last decision: the round can be settled, or is settled and can be reopened. */
export function SettleRound() {
  const { study, round, rows } = useAdjudication();
  const settle = useSettle(study.slug, round.number);
  const [confirming, setConfirming] = useState(false);
  const { undo, last, error } = useUndo(null);
  useShortcuts([{ keys: "u", does: texts.keys.undoLast, group: texts.keys.decide, run: undo }]);
  const maySettle =
    round.final_rater === study.me || study.roles.some((role) => role === "lead" || role === "adjudicator");
  const first = rows[0];
  return (
    <Stack maw="42rem" mx="auto" mt="8vh" gap="md" align="flex-start">
      <Title order={2}>
        {rows.length === 0
          ? texts.settle.agreedTitle
          : round.state === "settled"
            ? texts.settle.settledTitle(round.number)
            : texts.settle.decidedTitle(rows.length)}
      </Title>
      <Text>{round.state === "settled" ? texts.settle.settled : texts.settle.decided}</Text>
      <Group>
        {round.state === "closed" && maySettle && (
          <Button onClick={() => setConfirming(true)}>{texts.settle.open(round.number)}</Button>
        )}
        {round.state === "closed" && !maySettle && <Text c="dimmed">{texts.settle.whoSettles}</Text>}
        {round.state === "settled" && maySettle && <ReopenRound round={round} />}
        {round.state === "settled" && (
          <Button component={Link} to={stepPath(study, "release")}>
            {texts.settle.toRelease}
          </Button>
        )}
        {last && (
          <Button variant="default" onClick={undo} title="u">
            {texts.settle.undo(last.unit)}
          </Button>
        )}
        {first && (
          <Anchor component={Link} to={`${stepPath(study, "adjudicate", round.number)}/${first.unit}`}>
            {texts.settle.review}
          </Anchor>
        )}
      </Group>
      {error ? <ErrorPanel error={error} /> : null}
      <TypedConfirm
        opened={confirming}
        onClose={() => setConfirming(false)}
        title={texts.settle.title(round.number)}
        word={texts.settle.word}
        action={texts.settle.confirm}
        busy={settle.isPending}
        error={settle.error}
        onConfirm={() => settle.mutate(undefined, { onSuccess: () => setConfirming(false) })}
      >
        <Text>{texts.settle.effect(rows.length)}</Text>
      </TypedConfirm>
    </Stack>
  );
}
