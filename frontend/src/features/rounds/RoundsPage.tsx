import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link, useNavigate } from "react-router";
import { useLabel } from "../../api/meta";
import type { Round } from "../../api/studies";
import { roundsQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { capitalised } from "../../shared/text/capitalised";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { PlanForm } from "./components/PlanForm";
import { Progress } from "./components/Progress";
import { texts } from "./texts";

/** All rounds of the study, and the plan of the next one. */
export function RoundsPage() {
  const study = useStudy();
  const go = useNavigate();
  const [planning, setPlanning] = useState(false);
  const lead = study.roles.includes("lead");
  const button = (
    <Button onClick={() => setPlanning(true)} disabled={!study.units}>
      {texts.list.plan}
    </Button>
  );
  return (
    <Page
      title={texts.list.title}
      lead={texts.list.lead}
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
  const style = useLabel("round_style");
  const state = useLabel("round_state");
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
              {texts.list.round(round.number)}
            </Anchor>
          </Title>
          <Text size="sm" c="dimmed">
            {texts.list.summary(
              capitalised(style(round.style)),
              round.units,
              texts.state(capitalised(state(round.state)), texts.stateNotes[round.state]),
            )}
          </Text>
        </div>
        {round.disagreements !== null && (
          <Text size="sm">{texts.list.disagreements(round.disagreements, round.undecided ?? 0)}</Text>
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
        title={texts.list.noUnitsTitle}
        action={
          <Button component={Link} to={`/studies/${props.slug}/sample`}>
            {texts.list.toSample}
          </Button>
        }
      >
        {texts.list.noUnits}
      </Empty>
    );
  }
  return (
    <Empty title={texts.list.noneTitle} action={props.lead && props.action}>
      {texts.list.none}
    </Empty>
  );
}
