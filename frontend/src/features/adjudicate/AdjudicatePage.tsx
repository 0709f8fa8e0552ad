import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { Link, Navigate, useParams } from "react-router";
import { disagreementsQuery } from "../../api/disagreements";
import type { Round } from "../../api/studies";
import { codesQuery, roundQuery } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { SealedNotice } from "../../shared/ui/SealedNotice";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { disagreementQuery } from "./api";
import { AdjudicationProvider, useAdjudication } from "./components/AdjudicationContext";
import { AdjudicationScreen } from "./components/AdjudicationScreen";
import { Filters } from "./components/Filters";
import { SettleRound } from "./components/SettleRound";
import { useInputLock } from "./hooks/useInputLock";
import { forMember, NO_FILTER, nextUndecided } from "./state/adjudication";
import { texts } from "./texts";

export function AdjudicatePage() {
  const study = useStudy();
  const number = useNumber("round");
  const { unit } = useParams();
  const round = useQuery(roundQuery(study.slug, number));
  const title = unit ? texts.page.unitTitle(unit, number) : texts.page.title(number);
  return (
    <Page title={title} width="wide" hideTitle>
      <StudyNotice />
      <Loaded query={round}>
        {(data) => <AdjudicationOfRound round={data} unit={unit ? Number(unit) : null} />}
      </Loaded>
    </Page>
  );
}

/** The adjudication of a round, or why it cannot begin. */
function AdjudicationOfRound({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
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
  const cache = useQueryClient();
  const inputLock = useInputLock();
  const list = useQuery(disagreementsQuery(study.slug, round.number));
  const codes = useQuery(codesQuery(study.slug));
  const disagreement = useQuery({
    ...disagreementQuery(study.slug, round.number, unit ?? 0),
    enabled: unit !== null,
  });
  // Keys are accepted again once the unit is shown, or cannot be loaded.
  useEffect(() => {
    if (unit === null || !disagreement.isPending) inputLock.unlock();
  }, [inputLock, unit, disagreement.isPending]);
  // The unit is polled, the list is not: a new version of the unit makes the list stale.
  const listedVersion = list.data?.find((row) => row.unit === unit)?.version;
  const version = disagreement.data?.version;
  useEffect(() => {
    if (listedVersion !== undefined && version !== undefined && listedVersion !== version) {
      void cache.invalidateQueries(disagreementsQuery(study.slug, round.number));
    }
  }, [cache, study.slug, round.number, listedVersion, version]);
  return (
    <Loaded query={list}>
      {(rows) => (
        <AdjudicationProvider round={round} rows={rows} inputLock={inputLock}>
          {unit === null ? (
            <StartOfList />
          ) : (
            <WithMatches unit={unit}>
              <Loaded query={codes}>
                {(all) => (
                  <Loaded query={disagreement} rows={12}>
                    {(data) => <AdjudicationScreen key={unit} data={data} codes={all} />}
                  </Loaded>
                )}
              </Loaded>
            </WithMatches>
          )}
        </AdjudicationProvider>
      )}
    </Loaded>
  );
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
