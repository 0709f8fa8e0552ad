import { Button } from "@mantine/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link, Navigate, useParams } from "react-router";
import type { Round } from "../../api/studies";
import { codesQuery, roundQuery } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { codeKeysQuery, codingUnitQuery, worklistQuery } from "./api";
import { CodingScreen } from "./components/CodingScreen";
import { RoundComplete } from "./components/RoundComplete";
import { LocalDrafts } from "./state/localDrafts";
import { texts } from "./texts";

export function CodePage() {
  const study = useStudy();
  const number = useNumber("round");
  const { unit } = useParams();
  const round = useQuery(roundQuery(study.slug, number));
  const title = unit ? texts.page.unitTitle(Number(unit), number) : texts.page.title(number);
  return (
    <Page title={title} width="wide" hideTitle>
      <Loaded query={round}>
        {(data) => <CodingOfRound round={data} unit={unit ? Number(unit) : null} />}
      </Loaded>
    </Page>
  );
}

/** The coding of a round, or why there is nothing to code. */
function CodingOfRound({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
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
  const worklist = useQuery(worklistQuery(study.slug, round.number));
  const codes = useQuery(codesQuery(study.slug, round.number));
  const keys = useQuery(codeKeysQuery(study.slug, round.number, localDrafts));
  const codingUnit = useQuery({
    ...codingUnitQuery(study.slug, round.number, unit ?? 0),
    enabled: unit !== null,
  });
  return (
    <Loaded query={worklist}>
      {(list) => {
        if (unit === null) {
          const first = round.state === "open" ? list.next : (list.units[0]?.number ?? null);
          if (first === null) return <RoundComplete round={round} worklist={list} />;
          return <Navigate to={`${first}`} replace />;
        }
        return (
          <Loaded query={codes}>
            {(all) => (
              <Loaded query={both(codingUnit, keys)} rows={12}>
                {(data) => (
                  <CodingScreen
                    // Each submission starts with a new state.
                    key={`${unit}/${data.coding?.version ?? 0}`}
                    round={round}
                    worklist={list}
                    codes={all}
                    data={data}
                    localDrafts={localDrafts}
                    justSubmitted={unit === lastSubmitted}
                    onSubmit={setLastSubmitted}
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

/** The first query, which has data only when the second one has. */
function both<Data>(first: UseQueryResult<Data>, second: UseQueryResult<unknown>) {
  const refetch = async () => {
    await second.refetch();
    return first.refetch();
  };
  const data = second.data === undefined ? undefined : first.data;
  return { data, error: first.error ?? second.error, refetch };
}
