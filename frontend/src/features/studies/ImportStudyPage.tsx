import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { FileZone } from "../../shared/ui/FileZone";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { usePreviewStudy } from "./api";
import { ImportPreview } from "./ImportPreview";
import { ImportResult } from "./ImportResult";
import { texts } from "./texts";

/** Imports a REFI-QDA project as a study: choose the file, see the preview, follow the job. */
export function ImportStudyPage() {
  const [search, setSearch] = useSearchParams();
  const job = Number(search.get("import"));
  return (
    <Page
      title={texts.import.title}
      lead={texts.import.lead}
      actions={
        <Button component={Link} to="/" variant="default">
          {texts.import.back}
        </Button>
      }
      width="narrow"
    >
      {job ? (
        <ImportResult job={job} />
      ) : (
        <ChooseFile onStarted={(started) => setSearch({ import: String(started) })} />
      )}
    </Page>
  );
}

function ChooseFile({ onStarted }: { onStarted: (job: number) => void }) {
  const preview = usePreviewStudy();
  const [file, setFile] = useState<File | null>(null);
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    preview.mutate(chosen);
  };
  return (
    <Stack gap="lg">
      <FileZone
        label={texts.import.file}
        what={texts.import.what}
        accept=".qdpx"
        busy={preview.isPending}
        quiet={Boolean(preview.data)}
        onFiles={([chosen]) => choose(chosen)}
      >
        {preview.isPending ? texts.import.reading : texts.import.limits}
      </FileZone>
      <MutationError of={preview} />
      {preview.data && file && (
        <ImportPreview key={preview.submittedAt} file={file} outline={preview.data} onStarted={onStarted} />
      )}
    </Stack>
  );
}
