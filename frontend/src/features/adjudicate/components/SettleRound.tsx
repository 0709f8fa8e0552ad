import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { stepPath } from "../../../shared/study";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { useReopenRound, useSettle } from "../api";
import { useUndo } from "../hooks/useUndo";
import { useAdjudication } from "./AdjudicationContext";

/** The page after the last decision: the round can be settled, or is settled and can be reopened. */
export function SettleRound() {
  const { study, round, rows } = useAdjudication();
  const settle = useSettle(study.slug, round.number);
  const reopen = useReopenRound(study.slug, round.number);
  const [confirming, setConfirming] = useState(false);
  const { undo, last, error } = useUndo(null);
  useShortcuts([{ keys: "u", does: "Withdraw your last decision", group: "Decide", run: undo }]);
  const maySettle =
    round.final_rater === study.me || study.roles.some((role) => role === "lead" || role === "adjudicator");
  const first = rows[0];
  return (
    <Stack maw="42rem" mx="auto" mt="8vh" gap="md" align="flex-start">
      <Title order={2}>
        {rows.length === 0
          ? "The raters agree on every unit"
          : round.state === "settled"
            ? `Round ${round.number} is settled`
            : `All ${rows.length} disagreements are decided`}
      </Title>
      <Text>
        {round.state === "settled"
          ? "The result can be published. Once a release is based on it, its decisions are final."
          : "When the round is settled, every unit has its final codes and no decision can be changed any more. First ratings and decisions both stay on record."}
      </Text>
      <Group>
        {round.state === "closed" && maySettle && (
          <Button onClick={() => setConfirming(true)}>Settle round {round.number} …</Button>
        )}
        {round.state === "closed" && !maySettle && (
          <Text c="dimmed">The lead or the final rater settles the round.</Text>
        )}
        {round.state === "settled" && maySettle && (
          <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate()}>
            Reopen the round
          </Button>
        )}
        {round.state === "settled" && (
          <Button component={Link} to={stepPath(study, "release")}>
            To the release
          </Button>
        )}
        {last && (
          <Button variant="default" onClick={undo} title="u">
            Undo the decision on unit {last.unit}
          </Button>
        )}
        {first && (
          <Anchor component={Link} to={`${stepPath(study, "adjudicate", round.number)}/${first.unit}`}>
            Look through the decisions
          </Anchor>
        )}
      </Group>
      {reopen.error ? <ErrorPanel error={reopen.error} /> : null}
      {error ? <ErrorPanel error={error} /> : null}
      <TypedConfirm
        opened={confirming}
        onClose={() => setConfirming(false)}
        title={`Settle round ${round.number}`}
        word="settle"
        action="Settle the round"
        busy={settle.isPending}
        error={settle.error}
        onConfirm={() => settle.mutate(undefined, { onSuccess: () => setConfirming(false) })}
      >
        <Text>
          The decisions on {rows.length} {rows.length === 1 ? "disagreement" : "disagreements"} become final
          for all members. The round can be reopened until a release is based on it.
        </Text>
      </TypedConfirm>
    </Stack>
  );
}
