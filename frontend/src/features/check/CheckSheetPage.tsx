import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { type CheckedSheet, readRatings, type SheetReport } from "../../api/ratings";
import { Coefficients } from "../../shared/agreement/Coefficients";
import { PerCode } from "../../shared/agreement/PerCode";
import { PrimaryValue } from "../../shared/agreement/PrimaryValue";
import { Section } from "../../shared/agreement/Section";
import { texts as agreementTexts } from "../../shared/agreement/texts";
import { useCoefficients } from "../../shared/coefficients";
import { axisStart } from "../../shared/figures/scale";
import { Checks } from "../../shared/ratings/Checks";
import { Conventions } from "../../shared/ratings/Conventions";
import { reportFile } from "../../shared/ratings/options";
import { SheetReader } from "../../shared/ratings/SheetReader";
import { texts as ratingTexts } from "../../shared/ratings/texts";
import { Page } from "../../shared/ui/Page";
import { texts } from "./texts";

/** Reads and checks files of ratings without a study. */
export function CheckSheetPage() {
  return (
    <Page title={texts.title} lead={texts.lead}>
      <SheetReader read={readRatings} allQuestions>
        {(answer) => <Results answer={answer} />}
      </SheetReader>
    </Page>
  );
}

function Results({ answer }: { answer: CheckedSheet }) {
  const reports = [answer, ...answer.further];
  return (
    <Stack gap="xl">
      {reports.map((report, index) => (
        <Result key={report.reading.question} report={report} withChecks={index > 0} />
      ))}
      <Group>
        <Button variant="default" onClick={() => save(reportFile(reports))}>
          {ratingTexts.agreement.download}
        </Button>
      </Group>
    </Stack>
  );
}

/** Conventions and agreement of one question, and the checks of a further one. */
function Result({ report, withChecks }: { report: SheetReport; withChecks: boolean }) {
  const coefficients = useCoefficients();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { reading, agreement } = report;
  const from = axisStart(Object.values(agreement.coefficients).flatMap(({ value, low }) => [value, low]));
  const lows = Object.values(agreement.per_code).map((code) => (code.cohen_kappa ?? code.fleiss_kappa)?.low);
  const title = reading.question
    ? ratingTexts.agreement.ofQuestion(reading.question)
    : ratingTexts.agreement.title;
  return (
    <Stack gap="lg">
      {withChecks && (
        <Checks
          raters={reading.raters.map(({ name }) => name)}
          checks={reading.checks}
          rows={report.check_rows}
          opened={opened}
          onOpen={setOpened}
        />
      )}
      <Conventions
        name={coefficients.symbol(agreement.primary)}
        value={agreement.coefficients[agreement.primary]?.value ?? null}
        conventions={reading.conventions}
      />
      <Section title={title}>
        <PrimaryValue report={agreement} sentence={report.sentence} from={from} />
      </Section>
      <Section title={agreementTexts.coefficients.title}>
        <Coefficients report={agreement} from={from} />
      </Section>
      <Section title={agreementTexts.byCode.label}>
        <PerCode report={agreement} from={axisStart(lows)} />
      </Section>
    </Stack>
  );
}

/** Save a file that the page made. */
function save(content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), {
    href: address,
    download: ratingTexts.agreement.file,
  });
  link.click();
  URL.revokeObjectURL(address);
}
