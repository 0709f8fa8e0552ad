import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { Round } from "../../api/studies";
import { roundQuery } from "../../api/studies";
import { Axis } from "../../shared/figures/Axis";
import { axisStart, interval, nameOf, number } from "../../shared/figures/words";
import { purposeWord } from "../../shared/rounds";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { SealedNotice } from "../../shared/ui/SealedNotice";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { Warning } from "../../shared/ui/Warning";
import { type AgreementAnswer, agreementQuery, type Report } from "./api";
import classes from "./components/Agreement.module.css";
import { CodebookSelect } from "./components/CodebookSelect";
import { Coefficients } from "./components/Coefficients";
import { Disagreements } from "./components/Disagreements";
import { Downloads } from "./components/Downloads";
import { Matched } from "./components/Matched";
import { OverTime } from "./components/OverTime";
import { PerCode } from "./components/PerCode";
import { Robustness } from "./components/Robustness";
import { Saturation } from "./components/Saturation";
import { Section } from "./components/Section";

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
        {(data) => (data.sealed ? <SealedNotice round={data} what="Agreement" /> : <Computed round={data} />)}
      </Loaded>
    </Page>
  );
}

function Computed({ round }: { round: Round }) {
  const study = useStudy();
  const [search] = useSearchParams();
  const answer = useQuery(
    agreementQuery(study.slug, round.number, Number(search.get("codebook")) || undefined),
  );
  return <Loaded query={answer}>{(data) => <Result round={round} answer={data} />}</Loaded>;
}

function Result({ round, answer }: { round: Round; answer: AgreementAnswer }) {
  const study = useStudy();
  const { report, before } = answer;
  const from = axisStart(Object.values(report.coefficients).flatMap(({ value, low }) => [value, low]));
  return (
    <>
      {!answer.matched && (
        <Warning title="Preliminary">
          The raters’ own codes are not matched yet, so different words for one thing count as disagreement.{" "}
          <Anchor component={Link} to={stepPath(study, "match", round.number)}>
            Match them first
          </Anchor>
        </Warning>
      )}
      {round.purpose !== "coding" && <Text size="sm">This is a {purposeWord(round.purpose)} round.</Text>}
      <Primary answer={answer} from={from} />
      <Group align="flex-end" gap="xl">
        <CodebookSelect versions={answer.codebook_versions} />
        <Downloads study={study.slug} round={round.number} codebook={answer.codebook ?? undefined} />
      </Group>
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
      <OverTime current={round.number} />
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
        <Warning key={remark} title="Know about this value">
          {remark}
        </Warning>
      ))}
      {report.without_exposed && <WithoutExposed found={report.without_exposed} />}
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

function WithoutExposed({ found }: { found: NonNullable<Report["without_exposed"]> }) {
  const value = found.undefined
    ? `undefined: ${found.undefined}`
    : `${number(found.value)}, ${interval(found)}, on ${found.units} units`;
  return (
    <Text size="sm">
      Without the {found.exposed} units that help was shown with: {value}.
    </Text>
  );
}
