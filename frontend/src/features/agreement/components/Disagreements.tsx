import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { disagreementsQuery } from "../../../api/disagreements";
import type { Round } from "../../../api/studies";
import { Section } from "../../../shared/agreement/Section";
import { stepPath, useStudy } from "../../../shared/study";
import { Loaded } from "../../../shared/ui/Loaded";
import type { Report } from "../api";
import { texts } from "../texts";
import { Confusion } from "./Confusion";
import { DisagreementList } from "./DisagreementList";

/** The confusion matrix, and the disagreements of one of its cells or all. */
export function Disagreements({ round, report }: { round: Round; report: Report }) {
  const study = useStudy();
  const [search, setSearch] = useSearchParams();
  const rows = useQuery({
    ...disagreementsQuery(study.slug, round.number),
    enabled: round.disagreements !== null,
  });
  const { confusion } = report;
  const [row, column] = [search.get("row"), search.get("column")];
  const only = confusion && row && column ? { [confusion.rows]: row, [confusion.columns]: column } : null;
  return (
    <>
      {confusion && (
        <Section title={texts.confusion.title}>
          <Confusion
            confusion={confusion}
            to={
              search.get("codebook") || round.disagreements === null
                ? null
                : (a, b) => `?${new URLSearchParams({ row: a, column: b })}#disagreements`
            }
          />
        </Section>
      )}
      {round.disagreements !== null && (
        <div id="disagreements">
          <Section title={texts.disagreements.title(round.disagreements)}>
            {round.disagreements > 0 && (
              <Button
                component={Link}
                to={stepPath(study, "adjudicate", round.number)}
                variant="default"
                mb="sm"
              >
                {nextAction(round)}
              </Button>
            )}
            <Loaded query={rows}>
              {(list) => (
                <DisagreementList
                  rows={list}
                  raters={report.raters}
                  only={only}
                  onAll={() => setSearch({}, { preventScrollReset: true })}
                  path={(unit) => `${stepPath(study, "adjudicate", round.number)}/${unit}`}
                />
              )}
            </Loaded>
          </Section>
        </div>
      )}
    </>
  );
}

function nextAction({ undecided, awaiting_response: waiting }: Round): string {
  const ready = (undecided ?? 0) - (waiting ?? 0);
  if (ready > 0) return texts.disagreements.decide(ready);
  return undecided ? texts.disagreements.discuss(undecided) : texts.disagreements.review;
}
