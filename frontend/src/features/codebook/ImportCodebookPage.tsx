import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { FileZone } from "../../shared/ui/FileZone";
import { Remarks } from "../../shared/ui/ImportRemarks";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { type BroughtCodes, useImportCodebook } from "./api";

/** Codes of another program: first what would become of the file, then the import. */
export function ImportCodebookPage() {
  const study = useStudy();
  const back = (
    <Button component={Link} to={`/studies/${study.slug}/codebook`} variant="default">
      Back to the codebook
    </Button>
  );
  return (
    <Page
      title="Import a codebook"
      lead="A REFI-QDA codebook (.qdc), as NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette and others write it."
      actions={back}
      width="narrow"
    >
      {study.roles.includes("lead") ? (
        <Bring study={study.slug} />
      ) : (
        <Empty title="Only a lead imports codes" action={back}>
          The shared codebook is changed by the study's lead. Send them the file.
        </Empty>
      )}
    </Page>
  );
}

function Bring({ study }: { study: string }) {
  const send = useImportCodebook(study);
  const [file, setFile] = useState<File | null>(null);
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    send.mutate({ file: chosen, tried: true });
  };
  const { data: found, variables } = send;
  return (
    <Stack gap="lg">
      <FileZone
        label="Codebook file"
        what="a .qdc file"
        accept=".qdc,.xml"
        busy={send.isPending}
        quiet={Boolean(found)}
        onFiles={([chosen]) => choose(chosen)}
      >
        At most 5 MB and 1,000 codes. First you see what would happen; nothing is changed by it.
      </FileZone>
      <MutationError of={send} />
      {found && file && variables && (
        <Stack gap="md" role="status">
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {file.name}: {said(found, variables.tried)}
          </Text>
          <Remarks title={variables.tried ? "Would be added" : "Added"} lines={found.added} />
          <Remarks title="In the codebook already, left as they are" lines={found.known} />
          <Remarks title="Changed or left out" lines={found.remarks} />
        </Stack>
      )}
      {found && file && variables?.tried && found.added.length > 0 && (
        <Group>
          <Button loading={send.isPending} onClick={() => send.mutate({ file, tried: false })}>
            Add {codes(found.added.length)}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const codes = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "code" : "codes"}`;

function said({ added, known }: BroughtCodes, tried: boolean): string {
  const there = known.length
    ? `, ${codes(known.length)} ${known.length === 1 ? "is" : "are"} there already`
    : "";
  if (!tried) return `${codes(added.length)} added${there}.`;
  return added.length ? `${codes(added.length)} would be added${there}.` : `nothing to add${there}.`;
}
