import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Round } from "../../api/studies";
import { roundsQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { PlanForm } from "./components/PlanForm";
import { Progress } from "./components/Progress";
import { STATES, STYLES } from "./state/labels";

/** All rounds of the study, and the plan of the next one. */
export function RoundsPage() {
  const study = useStudy();
  const go = useNavigate();
  const [planning, setPlanning] = useState(false);
  const lead = study.roles.includes("lead");
  const button = (
    <Button onClick={() => setPlanning(true)} disabled={!study.units}>
      Plan a round
    </Button>
  );
  return (
    <Page
      title="Rounds"
      lead="A round is a set of units that several raters code, each blind to the others until the round closes."
      actions={lead && !planning && study.round_list.length > 0 && button}
    >
      {planning && (
        <PlanForm
          study={study}
          onDone={(round) => void go(`/studies/${study.slug}/rounds/${round.number}`)}
          onCancel={() => setPlanning(false)}
        />
      )}
      <Loaded query={useQuery(roundsQuery(study.slug))}>
        {(rounds) =>
          rounds.length ? (
            <Stack mt={planning ? "xl" : 0}>
              {[...rounds].reverse().map((round) => (
                <RoundCard key={round.number} study={study.slug} round={round} />
              ))}
            </Stack>
          ) : (
            !planning && <NoRound lead={lead} units={study.units} slug={study.slug} action={button} />
          )
        }
      </Loaded>
    </Page>
  );
}

function RoundCard({ study, round }: { study: string; round: Round }) {
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h4">
            <Anchor
              component={Link}
              to={`/studies/${study}/rounds/${round.number}`}
              inherit
              underline="hover"
            >
              Round {round.number}
            </Anchor>
          </Title>
          <Text size="sm" c="dimmed">
            {STYLES[round.style].name} · {round.units} units · {STATES[round.state]}
          </Text>
        </div>
        {round.disagreements !== null && (
          <Text size="sm">
            {round.disagreements} disagreements, {round.undecided} to decide
          </Text>
        )}
      </Group>
      <Progress round={round} />
    </Paper>
  );
}

function NoRound(props: { lead: boolean; units: number; slug: string; action: ReactNode }) {
  if (!props.units) {
    return (
      <Empty
        title="First the sample"
        action={
          <Button component={Link} to={`/studies/${props.slug}/sample`}>
            Go to the sample
          </Button>
        }
      >
        A round needs units. Draw the sample from the corpus, then plan the first round.
      </Empty>
    );
  }
  return (
    <Empty title="No round yet" action={props.lead && props.action}>
      The plan fixes beforehand who rates, in which style, by which statistic agreement will be judged and how
      disagreements will be settled. It cannot change once the round is open.
    </Empty>
  );
}
