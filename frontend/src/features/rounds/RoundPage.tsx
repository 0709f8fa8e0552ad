import { Button, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { useLabel } from "../../api/meta";
import { POLL_INTERVAL } from "../../api/polling";
import type { Round, Study } from "../../api/studies";
import { roundQuery, type Step } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { capitalised } from "../../shared/text/capitalised";
import { texts as sharedTexts } from "../../shared/texts";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { useSettle } from "./api";
import { AllocationTable } from "./components/AllocationTable";
import { CloseRound } from "./components/CloseRound";
import { OpenRound } from "./components/OpenRound";
import { PlanForm } from "./components/PlanForm";
import { PlanText } from "./components/PlanText";
import { Progress } from "./components/Progress";
import { ReassignUnits } from "./components/ReassignUnits";
import { SinceSample } from "./components/SinceSample";
import { texts } from "./texts";

/** One round: its plan, its progress and the next action on it. */
export function RoundPage() {
  const study = useStudy();
  const number = useNumber("round");
  const query = useQuery({ ...roundQuery(study.slug, number), refetchInterval: POLL_INTERVAL.progress });
  return <Loaded query={query}>{(round) => <Body key={round.state} study={study} round={round} />}</Loaded>;
}

function Body({ study, round }: { study: Study; round: Round }) {
  const [planning, setPlanning] = useState(false);
  const state = useLabel("round_state");
  const settle = useSettle(study.slug, round.number);
  const lead = study.roles.includes("lead");
  const change = lead && round.state === "planned" && !planning && (
    <Button variant="default" onClick={() => setPlanning(true)}>
      {texts.round.change}
    </Button>
  );
  return (
    <Page
      title={texts.round.title(round.number)}
      lead={texts.state(capitalised(state(round.state)), texts.stateNotes[round.state])}
      actions={
        <>
          {change}
          {lead && round.state === "planned" && !planning && (
            <OpenRound study={study} round={round} onChange={() => setPlanning(true)} />
          )}
          {lead && round.state === "open" && <ReassignUnits study={study} round={round} />}
          {lead && round.state === "open" && <CloseRound study={study} round={round} />}
          {mayContinue(study, round) && (
            <Button component={Link} to={stepPath(study, nextStep(round), round.number)}>
              {sharedTexts.nextStep[nextStep(round)]}
            </Button>
          )}
          {canSettle(study, round) && (
            <Button loading={settle.isPending} onClick={() => settle.mutate()}>
              {texts.round.settle}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="xl">
        <MutationError of={settle} />
        {lead && <SinceSample study={study} />}
        {planning && (
          <PlanForm
            study={study}
            round={round}
            onDone={() => setPlanning(false)}
            onCancel={() => setPlanning(false)}
          />
        )}
        <section>
          <Title order={2} size="h4">
            {texts.round.progress}
          </Title>
          <Progress round={round} />
        </section>
        <section>
          <Title order={2} size="h4" mb="xs">
            {round.state === "planned" ? texts.round.plan : texts.round.fixedPlan}
          </Title>
          <PlanText round={round} />
        </section>
        {round.state === "planned" && !(round.blind_adjudication && round.final_rater === study.me) && (
          <AllocationTable study={study.slug} round={round.number} plannedAt={round.planned_at} />
        )}
      </Stack>
    </Page>
  );
}

/** The step of the round that is next. */
function nextStep(round: Round): Step {
  if (round.state === "open") return "code";
  if (round.matching === "needed") return "match";
  return round.state === "closed" && round.undecided ? "adjudicate" : "agreement";
}

function mayContinue(study: Study, round: Round): boolean {
  if (round.state === "planned") return false;
  return round.state !== "open" || round.raters.some(({ name }) => name === study.me);
}

function canSettle({ roles }: Study, round: Round): boolean {
  const decided = round.state === "closed" && round.matching !== "needed" && round.undecided === 0;
  return decided && (roles.includes("lead") || roles.includes("adjudicator"));
}
