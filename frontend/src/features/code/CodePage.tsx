import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, Navigate, useParams } from "react-router";
import { codesQuery, roundQuery } from "../../api/studies";
import type { Round } from "../../api/types";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { queueQuery, seatQuery } from "./api";
import { Seat } from "./components/CodingScreen";
import { Done } from "./components/RoundComplete";
import { Shelf } from "./state/localDrafts";

export function CodePage() {
  const study = useStudy();
  const number = useNumber("round");
  const { unit } = useParams();
  const round = useQuery(roundQuery(study.slug, number));
  const title = unit ? `Unit ${unit} of round ${number}` : `Code in round ${number}`;
  return (
    <Page title={title} width="wide" quiet>
      <Loaded query={round}>{(data) => <Chair round={data} unit={unit ? Number(unit) : null} />}</Loaded>
    </Page>
  );
}

/** Whether there is something to code here for me, and if not, why. */
function Chair({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
  const rates = round.raters.some(({ name }) => name === study.me);
  const toRound = (
    <Button component={Link} to={stepPath(study, "rounds", round.number)} variant="default">
      Look at round {round.number}
    </Button>
  );
  if (!rates) {
    return (
      <Empty title={`You do not rate in round ${round.number}`} action={toRound}>
        Its raters are {round.raters.map(({ name }) => name).join(", ") || "not named yet"}. What they code
        stays sealed until the round closes.
      </Empty>
    );
  }
  if (round.state === "planned") {
    return (
      <Empty title={`Round ${round.number} is not open yet`} action={toRound}>
        The lead opens it; then your units wait for you here.
      </Empty>
    );
  }
  return <Units round={round} unit={unit} />;
}

function Units({ round, unit }: { round: Round; unit: number | null }) {
  const study = useStudy();
  const shelf = useMemo(() => new Shelf(study.slug, round.number, study.me), [study, round.number]);
  const queue = useQuery(queueQuery(study.slug, round.number));
  const codes = useQuery(codesQuery(study.slug, round.number));
  const seat = useQuery({ ...seatQuery(study.slug, round.number, unit ?? 0), enabled: unit !== null });
  return (
    <Loaded query={queue}>
      {(rows) => {
        if (unit === null) {
          const first = round.state === "open" ? rows.next : (rows.units[0]?.number ?? null);
          return first === null ? <Done round={round} queue={rows} /> : <Navigate to={`${first}`} replace />;
        }
        return (
          <Loaded query={codes}>
            {(known) => (
              <Loaded query={seat} rows={12}>
                {(data) => (
                  <Seat
                    // A submitted answer is a new sheet: nothing of the one before is carried over.
                    key={`${unit}/${data.coding?.version ?? 0}`}
                    round={round}
                    queue={rows}
                    codes={known}
                    data={data}
                    shelf={shelf}
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
