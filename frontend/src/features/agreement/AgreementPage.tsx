import { Anchor, Box, Group, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { useLabel } from "../../api/meta";
import type { Round } from "../../api/studies";
import { roundQuery } from "../../api/studies";
import { Coefficients } from "../../shared/agreement/Coefficients";
import { PerCode } from "../../shared/agreement/PerCode";
import { PrimaryValue } from "../../shared/agreement/PrimaryValue";
import { Section } from "../../shared/agreement/Section";
import { axisStart } from "../../shared/figures/scale";
import { interval, number } from "../../shared/numbers";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Page } from "../../shared/ui/Page";
import { SealedNotice } from "../../shared/ui/SealedNotice";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { Suspended } from "../../shared/ui/Suspended";
import { Warning } from "../../shared/ui/Warning";
import { agreementQuery, type Report } from "./api";
import { CodebookSelect } from "./components/CodebookSelect";
import { Comparison } from "./components/Comparison";
import { Disagreements } from "./components/Disagreements";
import { Downloads } from "./components/Downloads";
import { MatchingBaseline } from "./components/MatchingBaseline";
import { Order } from "./components/Order";
import { OverTime } from "./components/OverTime";
import { Pairs } from "./components/Pairs";
import { Passages } from "./components/Passages";
import { Robustness } from "./components/Robustness";
import { Saturation } from "./components/Saturation";
import { texts } from "./texts";

export function AgreementPage() {
  const number = useNumber("round");
  return (
    <Page title={texts.page.title(number)} lead={texts.page.lead}>
      <StudyNotice />
      <Suspended>
        <AgreementOfRound number={number} />
      </Suspended>
    </Page>
  );
}

/** The agreement of a round, or why it cannot be shown. */
function AgreementOfRound({ number }: { number: number }) {
  const round = useSuspenseQuery(roundQuery(useStudy().slug, number)).data;
  const [search] = useSearchParams();
  if (round.sealed) return <SealedNotice round={round} what={texts.page.sealed} />;
  const codebook = Number(search.get("codebook")) || undefined;
  return (
    <Suspended key={codebook}>
      <Result round={round} codebook={codebook} />
    </Suspended>
  );
}

function Result({ round, codebook }: { round: Round; codebook: number | undefined }) {
  const study = useStudy();
  const answer = useSuspenseQuery(agreementQuery(study.slug, round.number, codebook)).data;
  const purpose = useLabel("round_purpose");
  const { report, before } = answer;
  // In a study of projects each activity is a question of its own.
  const ofProjects = study.kind === "projects";
  const from = axisStart(Object.values(report.coefficients).flatMap(({ value, low }) => [value, low]));
  return (
    <>
      {!answer.matched && (
        <Warning title={texts.page.preliminaryTitle}>
          {texts.page.preliminary}
          <Anchor component={Link} to={stepPath(study, "match", round.number)}>
            {texts.page.match}
          </Anchor>
        </Warning>
      )}
      {round.purpose !== "coding" && <Text size="sm">{texts.page.purpose(purpose(round.purpose))}</Text>}
      {ofProjects && <ByCode report={report} />}
      <Box mt={ofProjects ? "xl" : undefined}>
        <PrimaryValue report={report} sentence={answer.sentence} from={from} threshold={answer.threshold}>
          <Text c="dimmed" size="sm">
            {answer.origin_sentence}
          </Text>
          {report.without_exposed && <WithoutExposed estimate={report.without_exposed} />}
        </PrimaryValue>
      </Box>
      <Group align="flex-end" gap="xl" mt="lg">
        <CodebookSelect versions={answer.codebook_versions} />
        <Downloads study={study.slug} round={round.number} codebook={answer.codebook ?? undefined} />
      </Group>
      {report.order && (
        <Section title={texts.order.title}>
          <Order report={report} order={report.order} />
        </Section>
      )}
      <Section title={texts.page.coefficients}>
        <Coefficients report={report} from={from} fixed />
        <Text size="sm" c="dimmed" mt="xs">
          {texts.page.used(report.units_used, report.units, report.units_dropped)}
          {texts.page.bootstrap(report.replicates, report.seed)}
        </Text>
      </Section>
      {report.pairs && report.pairs.length > 0 && (
        <Section title={texts.pairs.title}>
          <Pairs pairs={report.pairs} means={report.rater_mean ?? {}} />
        </Section>
      )}
      {before && answer.matched && (
        <Comparison words={texts.matching} before={before} after={report} from={from}>
          {report.matching_baseline && <MatchingBaseline baseline={report.matching_baseline} />}
        </Comparison>
      )}
      {report.before_merges && (
        <Comparison words={texts.merges} before={report.before_merges} after={report} from={from} />
      )}
      {!ofProjects && <ByCode report={report} />}
      <Section title={texts.passages.title}>
        <Passages segments={report.segments} round={round.number} />
      </Section>
      <Section title={texts.page.sensitivity}>
        <Robustness report={report} />
      </Section>
      <OverTime current={round.number} />
      <Disagreements round={round} report={report} />
      <Section title={texts.page.saturation}>
        <Saturation
          curves={answer.saturation}
          expected={answer.saturation_expected}
          reached={answer.saturated_after}
        />
      </Section>
    </>
  );
}

function ByCode({ report }: { report: Report }) {
  const lows = Object.values(report.per_code).map((code) => (code.cohen_kappa ?? code.fleiss_kappa)?.low);
  return (
    <Section title={texts.page.byCode}>
      <PerCode report={report} from={axisStart(lows)} />
    </Section>
  );
}

function WithoutExposed({ estimate }: { estimate: NonNullable<Report["without_exposed"]> }) {
  const value = estimate.undefined
    ? texts.primary.undefined(estimate.undefined)
    : texts.primary.value(number(estimate.value), interval(estimate), estimate.units);
  return <Text size="sm">{texts.primary.withoutExposed(estimate.exposed, value)}</Text>;
}
