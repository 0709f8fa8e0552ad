import { Button } from "@mantine/core";
import { useSuspenseQueries, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link, Navigate, useParams } from "react-router";
import type { Round } from "../../api/studies";
import { codesQuery, roundQuery } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Page } from "../../shared/ui/Page";
import { Suspended } from "../../shared/ui/Suspended";
import { codeKeysQuery, codingUnitQuery, worklistQuery } from "./api";
import { CodingScreen } from "./components/CodingScreen";
import { RoundComplete } from "./components/RoundComplete";
import { LocalDrafts } from "./state/localDrafts";
import { texts } from "./texts";

export function CodePage() {
  const number = useNumber("round");
  const { unit } = useParams();
  const title = unit ? texts.page.unitTitle(Number(unit), number) : texts.page.title(number);
  return (
    <Page title={title} width="wide" hideTitle>
      <Suspended>
        <CodingOfRound number={number} unit={unit ? Number(unit) : null} />
      </Suspended>
    </Page>
  );
}

/** The coding of a round, or why there is nothing to code. */
function CodingOfRound({ number, unit }: { number: number; unit: number | null }) {
  const study = useStudy();
  const round = useSuspenseQuery(roundQuery(study.slug, number)).data;
  const rates = round.raters.some(({ name }) => name === study.me);
  const toRound = (
    <Button component={Link} to={stepPath(study, "rounds", round.number)} variant="default">
      {texts.page.showRound(round.number)}
    </Button>
  );
  if (!rates) {
    return (
      <Empty title={texts.page.notRaterTitle(round.number)} action={toRound}>
        {texts.page.notRater(round.raters.map(({ name }) => name))}
      </Empty>
    );
  }
  if (round.state === "planned") {
    return (
      <Empty title={texts.page.notStartedTitle(round.number)} action={toRound}>
        {texts.page.notStarted}
      </Empty>
    );
  }
  return <Units round={round} unit={unit} />;
}

function Units({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
  const localDrafts = useMemo(
    () => new LocalDrafts(study.slug, round.number, study.me),
    [study.slug, study.me, round.number],
  );
  const [lastSubmitted, setLastSubmitted] = useState<number | null>(null);
  if (unit === null) return <StartOfWorklist round={round} />;
  return (
    <Suspended key={unit} rows={12}>
      <LoadedUnit
        round={round}
        unit={unit}
        localDrafts={localDrafts}
        justSubmitted={unit === lastSubmitted}
        onSubmit={setLastSubmitted}
      />
    </Suspended>
  );
}

/** A redirect to the next unit, or the end of the work list. */
function StartOfWorklist({ round }: { round: Round }) {
  const study = useStudy();
  const worklist = useSuspenseQuery(worklistQuery(study.slug, round.number)).data;
  const first = round.state === "open" ? worklist.next : (worklist.units[0]?.number ?? null);
  if (first === null) return <RoundComplete round={round} worklist={worklist} />;
  return <Navigate to={`${first}`} replace />;
}

interface UnitProps {
  round: Round;
  unit: number;
  localDrafts: LocalDrafts;
  justSubmitted: boolean;
  onSubmit: (unit: number) => void;
}

function LoadedUnit({ round, unit, ...props }: UnitProps) {
  const { slug } = useStudy();
  const [worklist, codes, data] = useSuspenseQueries({
    queries: [
      worklistQuery(slug, round.number),
      codesQuery(slug, round.number),
      codingUnitQuery(slug, round.number, unit),
      codeKeysQuery(slug, round.number, props.localDrafts),
    ],
    combine: (results) => [results[0].data, results[1].data, results[2].data] as const,
  });
  return (
    <CodingScreen
      // Each submission starts with a new state.
      key={`${unit}/${data.coding?.version ?? 0}`}
      round={round}
      worklist={worklist}
      codes={codes}
      data={data}
      {...props}
    />
  );
}
