import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { Link, useSearchParams } from "react-router";
import { disagreementsQuery } from "../../api/disagreements";
import { roundQuery } from "../../api/studies";
import type { Round } from "../../api/types";
import { Axis } from "../../shared/figures/Axis";
import { axisStart, nameOf, number } from "../../shared/figures/words";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Caution } from "../../shared/ui/Caution";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { Sealed } from "../../shared/ui/Sealed";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import classes from "./Agreement.module.css";
import { type AgreementAnswer, agreementQuery, type Report } from "./api";
import { Coefficients } from "./Coefficients";
import { Confusion } from "./Confusion";
import { DisagreementList } from "./DisagreementList";
import { PerCode } from "./PerCode";
import { Robustness } from "./Robustness";
import { Saturation } from "./Saturation";

export function AgreementPage() {
  const study = useStudy();
  const number = useNumber("round");
  const round = useQuery(roundQuery(study.slug, number));
  return (
    <Page
      title={`Agreement in round ${number}`}
      lead="Computed from what the raters submitted, never from decisions."
    >
      <StudyNotice />
      <Loaded query={round}>
        {(data) => (data.sealed ? <Sealed round={data} what="Agreement" /> : <Computed round={data} />)}
      </Loaded>
    </Page>
  );
}

function Computed({ round }: { round: Round }) {
  const study = useStudy();
  const answer = useQuery(agreementQuery(study.slug, round.number));
  return <Loaded query={answer}>{(data) => <Result round={round} answer={data} />}</Loaded>;
}

function Result({ round, answer }: { round: Round; answer: AgreementAnswer }) {
  const study = useStudy();
  const { report, before } = answer;
  const from = axisStart(Object.values(report.coefficients).flatMap(({ value, low }) => [value, low]));
  return (
    <>
      {!answer.matched && (
        <Caution title="Preliminary">
          The raters’ own codes are not matched yet, so different words for one thing count as disagreement.{" "}
          <Anchor component={Link} to={stepPath(study, "match", round.number)}>
            Match them first
          </Anchor>
        </Caution>
      )}
      <Primary answer={answer} from={from} />
      <Section title="All coefficients">
        <Coefficients report={report} from={from} />
        <Text size="sm" c="dimmed" mt="xs">
          {report.units_used} of {report.units} units used
          {report.units_dropped > 0 && `, ${report.units_dropped} dropped`}. Intervals by bootstrap,{" "}
          {report.replicates.toLocaleString("en")} replicates, seed {report.seed}.
        </Text>
      </Section>
      {before && answer.matched && <Matched before={before} after={report} from={from} />}
      <Section title="Each code">
        <PerCode
          report={report}
          from={axisStart(
            Object.values(report.per_code).map((code) => (code.cohen_kappa ?? code.fleiss_kappa)?.low),
          )}
        />
      </Section>
      <Section title="What it rests on">
        <Robustness report={report} />
      </Section>
      <Disagreements round={round} report={report} />
      <Section title="New codes over time">
        <Saturation
          curves={answer.saturation}
          expected={answer.saturation_expected}
          reached={answer.saturated_after}
        />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function Primary({ answer, from }: { answer: AgreementAnswer; from: number }) {
  const { report, threshold, sentence } = answer;
  const estimate = report.coefficients[report.primary];
  if (!estimate) return null;
  return (
    <Stack gap="sm">
      <Group align="baseline" gap="md">
        <span className={classes.value}>{number(estimate.value)}</span>
        <Text size="lg">{nameOf(report.primary)}</Text>
      </Group>
      <Axis rows={[{ name: nameOf(report.primary), estimate }]} from={from} threshold={threshold} />
      <Text>{sentence}</Text>
      {report.remarks.map((remark) => (
        <Caution key={remark} title="High agreement, low kappa">
          {remark}
        </Caution>
      ))}
      {report.band && (
        <Text size="sm" c="dimmed" maw="46rem">
          The faint borders are those of {report.band.scale}, who call this “{report.band.word}”
          {report.band.supported && report.band.supported !== report.band.word
            ? `; with 95 % probability it is at least “${report.band.supported}”`
            : ""}
          . {report.band.caveat}
        </Text>
      )}
    </Stack>
  );
}

function Matched({ before, after, from }: { before: Report; after: Report; from: number }) {
  const [old, now] = [before.coefficients[before.primary], after.coefficients[after.primary]];
  if (!old || !now) return null;
  return (
    <Section title="Before and after matching">
      <Axis
        rows={[
          { name: "before", estimate: old, quiet: true },
          { name: "after", estimate: now },
        ]}
        from={Math.min(from, axisStart([old.low, old.value]))}
        threshold={null}
      />
      <Text size="sm" c="dimmed">
        Before, codes count as the same when their labels are the same but for case and spaces.
      </Text>
    </Section>
  );
}

function Disagreements({ round, report }: { round: Round; report: Report }) {
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
        <Section title="Who said what">
          <Confusion
            confusion={confusion}
            to={(a, b) => `?${new URLSearchParams({ row: a, column: b })}#disagreements`}
          />
        </Section>
      )}
      {round.disagreements !== null && (
        <div id="disagreements">
          <Section title={`Disagreements (${round.disagreements})`}>
            {round.disagreements > 0 && (
              <Button
                component={Link}
                to={stepPath(study, "adjudicate", round.number)}
                variant="default"
                mb="sm"
              >
                {round.undecided ? `Decide the ${round.undecided} open ones` : "Look at the decisions"}
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
