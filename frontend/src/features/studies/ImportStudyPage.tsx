import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { FileZone } from "../../shared/ui/FileZone";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { useLook } from "./api";
import { ImportPreview } from "./ImportPreview";
import { ImportResult } from "./ImportResult";

/** A study of another program's project: the file is looked at, the study planned, then made by a job. */
export function ImportStudyPage() {
  const [search, setSearch] = useSearchParams();
  const number = Number(search.get("import"));
  return (
    <Page
      title="A study from a REFI-QDA project"
      lead="A project file (.qdpx), as NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette and others write it: its texts
        become units, its users raters, and what they coded their first ratings."
      actions={
        <Button component={Link} to="/" variant="default">
          Back to the studies
        </Button>
      }
      width="narrow"
    >
      {number ? (
        <ImportResult number={number} />
      ) : (
        <Begin onStarted={(id) => setSearch({ import: String(id) })} />
      )}
    </Page>
  );
}

function Begin({ onStarted }: { onStarted: (id: number) => void }) {
  const look = useLook();
  const [file, setFile] = useState<File | null>(null);
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    look.mutate(chosen);
  };
  return (
    <Stack gap="lg">
      <FileZone
        label="Project file"
        what="a .qdpx file"
        accept=".qdpx"
        busy={look.isPending}
        quiet={Boolean(look.data)}
        onFiles={([chosen]) => choose(chosen)}
      >
        {look.isPending
          ? "Reading the file …"
          : "At most 100 MB and 5,000 coded texts, each counted once a rater. First you see what is in it; nothing is stored."}
      </FileZone>
      <MutationError of={look} />
      {look.data && file && (
        <ImportPreview key={look.submittedAt} file={file} found={look.data} onStarted={onStarted} />
      )}
    </Stack>
  );
}
