import { Anchor, Button, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { DisagreementBrief } from "../../../api/disagreements";
import type { Round } from "../../../api/studies";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { stepPath, useStudy } from "../../../shared/study";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { standsQuery, useFinalRaterStands, useSettle, useTakeUpAgain } from "../api";
import type { Gate } from "../state/inputLock";
import { useUndo } from "../state/useUndo";

/** "The final rater's own coding stands for all that remain", with its exact effect. */
export function FinalRaterStands({ round, onDone }: { round: Round; onDone: () => void }) {
  const study = useStudy();
  const stand = useFinalRaterStands(study.slug, round.number);
  const [asking, setAsking] = useState(false);
  const would = useQuery({ ...standsQuery(study.slug, round.number), enabled: round.state === "closed" });
  const own = would.data?.decided ?? 0;
  if (!would.data || round.state !== "closed" || own === 0) return null;
  const open = [
    [would.data.left, "you did not code them"],
    [would.data.uncoded, "you answered there without a code"],
    [would.data.moved, "you moved to other codes in the discussion"],
    [would.data.retired, "your code is retired"],
    [would.data.waiting, "they are still being discussed"],
  ] as const;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        My coding stands for {own} …
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title="The final rater’s own coding stands"
        size="lg"
      >
        <Stack>
          <Text>
            {own === 1 ? "One open disagreement is" : `${own} open disagreements are`} decided by your first
            coding there. The other raters’ codings stay on record, and agreement does not change.
          </Text>
          {open.map(([units, why]) =>
            units > 0 ? (
              <Text key={why} size="sm">
                Open, because {why}: {units}
              </Text>
            ) : null,
          )}
          <Text size="sm" c="dimmed">
            Each of these decisions can be withdrawn singly until the round is settled. The release tells how
            many were settled this way.
          </Text>
          {stand.error ? <ErrorPanel error={stand.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              Not now
            </Button>
            <Button
              loading={stand.isPending}
              onClick={() =>
                stand.mutate("", {
                  onSuccess: () => {
                    setAsking(false);
                    onDone();
                  },
                })
              }
              data-autofocus
            >
              Decide {own === 1 ? "this one" : `these ${own}`} by my coding
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

interface AllDecidedProps {
  round: Round;
  rows: DisagreementBrief[];
  gate: Gate;
  go: (unit: number) => void;
}

/** All is decided: the round can be settled, or is. */
export function AllDecided({ round, rows, gate, go }: AllDecidedProps) {
  const study = useStudy();
  const settle = useSettle(study.slug, round.number);
  const again = useTakeUpAgain(study.slug, round.number);
  const [asking, setAsking] = useState(false);
  const { undo, last, error } = useUndo({ round, rows, unit: null, gate, go });
  useShortcuts([{ keys: "u", does: "Withdraw your last decision", group: "Decide", run: undo }]);
  const may =
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
          ? "The result can be published. Once a release rests on them, its decisions are final."
          : "When the round is settled, every unit has its final codes and no decision can be changed any more. First ratings and decisions both stay on record."}
      </Text>
      <Group>
        {round.state === "closed" && may && (
          <Button onClick={() => setAsking(true)}>Settle round {round.number} …</Button>
        )}
        {round.state === "closed" && !may && (
          <Text c="dimmed">The lead or the final rater settles the round.</Text>
        )}
        {round.state === "settled" && may && (
          <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
            Take the decisions up again
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
      {again.error ? <ErrorPanel error={again.error} /> : null}
      {error ? <ErrorPanel error={error} /> : null}
      <TypedConfirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Settle round ${round.number}`}
        word="settle"
        action="Settle the round"
        busy={settle.isPending}
        error={settle.error}
        onConfirm={() => settle.mutate(undefined, { onSuccess: () => setAsking(false) })}
      >
        <Text>
          The decisions on {rows.length} {rows.length === 1 ? "disagreement" : "disagreements"} become final
          for everybody in the study. They can be taken up again only until a release rests on them.
        </Text>
      </TypedConfirm>
    </Stack>
  );
}
