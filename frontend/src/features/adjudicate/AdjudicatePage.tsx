import { Button, Group } from "@mantine/core";
import { useQueryClient, useSuspenseQueries, useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { Link, Navigate, useParams } from "react-router";
import { disagreementsQuery } from "../../api/disagreements";
import type { Round } from "../../api/studies";
import { codesQuery, roundQuery } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Page } from "../../shared/ui/Page";
import { SealedNotice } from "../../shared/ui/SealedNotice";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { Suspended } from "../../shared/ui/Suspended";
import { disagreementQuery } from "./api";
import { AdjudicationProvider, useAdjudication } from "./components/AdjudicationContext";
import { AdjudicationScreen } from "./components/AdjudicationScreen";
import { Filters } from "./components/Filters";
import { SettleRound } from "./components/SettleRound";
import { useInputLock } from "./hooks/useInputLock";
import { forMember, NO_FILTER, nextUndecided } from "./state/adjudication";
import { texts } from "./texts";

export function AdjudicatePage() {
  const number = useNumber("round");
  const { unit } = useParams();
  const title = unit ? texts.page.unitTitle(unit, number) : texts.page.title(number);
  return (
    <Page title={title} width="wide" hideTitle>
      <StudyNotice />
      <Suspended>
        <AdjudicationOfRound number={number} unit={unit ? Number(unit) : null} />
      </Suspended>
    </Page>
  );
}

/** The adjudication of a round, or why it cannot begin. */
function AdjudicationOfRound({ number, unit }: { number: number; unit: number | null }) {
  const study = useStudy();
  const round = useSuspenseQuery(roundQuery(study.slug, number)).data;
  if (round.sealed) return <SealedNotice round={round} what={texts.page.sealed} />;
  if (round.matching === "needed") {
    return (
      <Empty
        title={texts.page.unmatchedTitle}
        action={
          <Button component={Link} to={stepPath(study, "match", round.number)}>
            {texts.page.match}
          </Button>
        }
      >
        {texts.page.unmatched}
      </Empty>
    );
  }
  return <Disagreements round={round} unit={unit} />;
}

function Disagreements({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
  const inputLock = useInputLock();
  const rows = useSuspenseQuery(disagreementsQuery(study.slug, round.number)).data;
  return (
    <AdjudicationProvider round={round} rows={rows} inputLock={inputLock}>
      {unit === null ? (
        <StartOfList />
      ) : (
        <WithMatches unit={unit}>
          <Suspended key={unit} rows={12} onError={() => inputLock.unlock()}>
            <LoadedDisagreement unit={unit} />
          </Suspended>
        </WithMatches>
      )}
    </AdjudicationProvider>
  );
}

function LoadedDisagreement({ unit }: { unit: number }) {
  const { study, round, rows, inputLock } = useAdjudication();
  const cache = useQueryClient();
  const [{ data: codes }, { data }] = useSuspenseQueries({
    queries: [codesQuery(study.slug), disagreementQuery(study.slug, round.number, unit)],
  });
  // Keys are accepted again once the unit is shown.
  useEffect(() => inputLock.unlock(), [inputLock]);
  // The unit is polled, the list is not: a new version of the unit makes the list stale.
  const listedVersion = rows.find((row) => row.unit === unit)?.version;
  useEffect(() => {
    if (listedVersion !== undefined && listedVersion !== data.version) {
      void cache.invalidateQueries(disagreementsQuery(study.slug, round.number));
    }
  }, [cache, study.slug, round.number, listedVersion, data.version]);
  return <AdjudicationScreen data={data} codes={codes} />;
}

/** A redirect to the first undecided disagreement, or the page after the last decision. */
function StartOfList() {
  const { study, round, rows, shown, path } = useAdjudication();
  const first =
    nextUndecided(forMember(shown, round, study.me), null) ??
    nextUndecided(shown, null) ??
    nextUndecided(rows, null);
  return first === null ? <SettleRound /> : <Navigate to={path(first)} replace />;
}

/** The children, or an empty state if the filters exclude all disagreements. */
function WithMatches({ unit, children }: { unit: number; children: ReactNode }) {
  const { rows, shown, filter, setFilter } = useAdjudication();
  if (rows.length === 0 || shown.length > 0) return children;
  return (
    <>
      <Group gap="xs" mb="md">
        <Filters rows={rows} filter={filter} onFilter={(by) => setFilter(by, unit)} />
      </Group>
      <Empty
        title={texts.page.noMatchTitle}
        action={<Button onClick={() => setFilter(NO_FILTER, unit)}>{texts.page.clearFilters}</Button>}
      >
        {texts.page.noMatch(rows.length)}
      </Empty>
    </>
  );
}
