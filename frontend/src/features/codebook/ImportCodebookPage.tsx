import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { FileZone } from "../../shared/ui/FileZone";
import { ImportRemarks } from "../../shared/ui/ImportRemarks";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { type BroughtCodes, useImportCodebook } from "./api";
import { texts } from "./texts";

/** Import of codes from another program: first a preview, then the import. */
export function ImportCodebookPage() {
  const study = useStudy();
  const back = (
    <Button component={Link} to={`/studies/${study.slug}/codebook`} variant="default">
      {texts.import.back}
    </Button>
  );
  return (
    <Page title={texts.import.title} lead={texts.import.lead} actions={back} width="narrow">
      {study.roles.includes("lead") ? (
        <ImportForm study={study.slug} />
      ) : (
        <Empty title={texts.import.leadOnlyTitle} action={back}>
          {texts.import.leadOnly}
        </Empty>
      )}
    </Page>
  );
}

function ImportForm({ study }: { study: string }) {
  const send = useImportCodebook(study);
  const [file, setFile] = useState<File | null>(null);
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    send.mutate({ file: chosen, dryRun: true });
  };
  const { data: result, variables } = send;
  return (
    <Stack gap="lg">
      <FileZone
        label={texts.import.file}
        what={texts.import.what}
        accept=".qdc,.xml,.qdpx"
        busy={send.isPending}
        quiet={Boolean(result)}
        onFiles={([chosen]) => choose(chosen)}
      >
        {texts.import.limits}
      </FileZone>
      <MutationError of={send} />
      {result && file && variables && (
        <Stack gap="md" role="status">
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {texts.import.summary(file.name, summary(result, variables.dryRun))}
          </Text>
          <ImportRemarks
            title={variables.dryRun ? texts.import.wouldBeAdded : texts.import.added}
            lines={result.added}
          />
          <ImportRemarks title={texts.import.present} lines={result.already_present} />
          <ImportRemarks title={texts.import.remarks} lines={result.remarks} />
        </Stack>
      )}
      {result && file && variables?.dryRun && result.added.length > 0 && (
        <Group>
          <Button loading={send.isPending} onClick={() => send.mutate({ file, dryRun: false })}>
            {texts.import.confirm(result.added.length)}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function summary({ added, already_present: known }: BroughtCodes, dryRun: boolean): string {
  const sentence = dryRun ? texts.import.preview : texts.import.result;
  return sentence(added.length, known.length);
}
