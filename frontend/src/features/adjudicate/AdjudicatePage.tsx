import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, Navigate, useNavigate, useParams, useSearchParams } from "react-router";
import { disagreementsQuery } from "../../api/disagreements";
import type { Round } from "../../api/studies";
import { codesQuery, roundQuery } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { Sealed } from "../../shared/ui/SealedNotice";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { disagreementQuery } from "./api";
import { Desk } from "./components/AdjudicationScreen";
import { EndDiscussion } from "./components/EndDiscussion";
import { Filters } from "./components/Filters";
import { AllDecided, FinalRaterStands } from "./components/SettleRound";
import { EVERYTHING, type Filter, filtered, forMe, nextOpen } from "./state/adjudication";
import { useGate } from "./state/inputLock";

export function AdjudicatePage() {
  const study = useStudy();
  const number = useNumber("round");
  const { unit } = useParams();
  const round = useQuery(roundQuery(study.slug, number));
  const title = unit ? `Adjudicate unit ${unit} of round ${number}` : `Adjudicate round ${number}`;
  return (
    <Page title={title} width="wide" quiet>
      <StudyNotice />
      <Loaded query={round}>{(data) => <Room round={data} unit={unit ? Number(unit) : null} />}</Loaded>
    </Page>
  );
}

function Room({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
  if (round.sealed) return <Sealed round={round} what="Adjudication" />;
  if (round.matching === "needed") {
    return (
      <Empty
        title="The codes are not matched yet"
        action={
          <Button component={Link} to={stepPath(study, "match", round.number)}>
            Match the codes
          </Button>
        }
      >
        Each rater coded in words of their own. Which units they disagree on is known once it is confirmed
        which words mean the same.
      </Empty>
    );
  }
  return <Disagreements round={round} unit={unit} />;
}

function Disagreements({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const cache = useQueryClient();
  const gate = useGate();
  const list = useQuery(disagreementsQuery(study.slug, round.number));
  const codes = useQuery(codesQuery(study.slug));
  const one = useQuery({ ...disagreementQuery(study.slug, round.number, unit ?? 0), enabled: unit !== null });
  // A unit that is there, or cannot be had, takes keys again.
  useEffect(() => {
    if (unit === null || !one.isPending) gate.open();
  }, [gate, unit, one.isPending]);
  const known = list.data?.find((row) => row.unit === unit)?.version;
  const seen = one.data?.version;
  useEffect(() => {
    if (known !== undefined && seen !== undefined && known !== seen) {
      void cache.invalidateQueries(disagreementsQuery(study.slug, round.number));
    }
  }, [cache, study.slug, round.number, known, seen]);
  const filter: Filter = {
    pair: search.get("pair"),
    code: search.get("code"),
    certainty: search.get("certainty"),
    discussed: search.get("discussed") === "over" ? "over" : null,
  };
  const path = (number: number | null, by: Filter = filter) => {
    const given = Object.entries(by).filter((entry): entry is [string, string] => entry[1] !== null);
    const query = given.length ? `?${new URLSearchParams(given)}` : "";
    return `${stepPath(study, "adjudicate", round.number)}${number === null ? "" : `/${number}`}${query}`;
  };
  return (
    <Loaded query={list}>
      {(rows) => {
        const go = (next: number | null) => void navigate(path(next), { flushSync: true });
        if (unit === null) {
          const shown = filtered(rows, filter);
          const mine = nextOpen(forMe(shown, round, study.me), null);
          const first = mine ?? nextOpen(shown, null) ?? nextOpen(rows, null);
          return first === null ? (
            <AllDecided round={round} rows={rows} gate={gate} go={go} />
          ) : (
            <Navigate to={path(first)} replace />
          );
        }
        const onFilter = (chosen: Filter) => {
          const left = filtered(rows, chosen);
          void navigate(path(nextOpen(left, null) ?? left[0]?.unit ?? unit, chosen));
        };
        if (rows.length > 0 && filtered(rows, filter).length === 0) {
          return (
            <>
              <Group gap="xs" mb="md">
                <Filters rows={rows} filter={filter} onFilter={onFilter} />
              </Group>
              <Empty
                title="Nothing matches these filters"
                action={<Button onClick={() => onFilter(EVERYTHING)}>Clear the filters</Button>}
              >
                The round has {rows.length === 1 ? "one disagreement" : `${rows.length} disagreements`} in
                all.
              </Empty>
            </>
          );
        }
        return (
          <Loaded query={codes}>
            {(shared) => (
              <Loaded query={one} rows={12}>
                {(data) => (
                  <Desk
                    key={unit}
                    round={round}
                    rows={rows}
                    codes={shared}
                    data={data}
                    filter={filter}
                    onFilter={onFilter}
                    gate={gate}
                    go={go}
                    more={
                      <>
                        {round.final_rater === study.me && (
                          <FinalRaterStands round={round} onDone={() => go(null)} />
                        )}
                        <EndDiscussion round={round} />
                      </>
                    }
                  />
                )}
              </Loaded>
            )}
          </Loaded>
        );
      }}
    </Loaded>
  );
}
