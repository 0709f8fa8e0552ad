import { Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { FileZone } from "../../shared/ui/FileZone";
import { MutationError } from "../../shared/ui/MutationError";
import { type TableHead, tableHead, useImport } from "./api";
import { ColumnsDialog } from "./ColumnsDialog";
import { dropped, FILES_AT_ONCE, packed } from "./droppedFiles";

/** Files dropped here start an import; its live report takes over. */
export function DropZone() {
  const go = useNavigate();
  const start = useImport();
  const [project, setProject] = useState("");
  const [packing, setPacking] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const begin = (files: File[], columns?: Record<string, string>) =>
    start.mutate({ files, project, columns }, { onSuccess: ({ id }) => void go(`/imports/${id}`) });
  const send = async (found: File[]) => {
    if (!found.length) return;
    setPacking(true);
    try {
      const table = await unclear(found);
      if (table) setAsking({ files: found, ...table });
      else begin(await packed(found));
    } finally {
      setPacking(false);
    }
  };
  return (
    <Stack>
      <TextInput
        label="Project"
        description="Only if the files do not say which project they are about."
        value={project}
        onChange={(event) => setProject(event.currentTarget.value)}
        maw="28rem"
      />
      <FileZone
        label="Files to import"
        what="files or folders"
        multiple
        busy={start.isPending || packing}
        onFiles={(files) => void send(files)}
        onItems={(items) => void dropped(items).then(send)}
      >
        {packing
          ? "Packing the files …"
          : start.isPending
            ? "Sending the files …"
            : "Up to 200 MB a file. You need not stay on this page."}
      </FileZone>
      <MutationError of={start} />
      {asking && (
        <ColumnsDialog
          name={asking.name}
          table={asking.table}
          busy={start.isPending}
          onImport={(columns) => begin(asking.files, columns)}
          onClose={() => setAsking(null)}
        />
      )}
    </Stack>
  );
}

type Asking = { files: File[]; name: string; table: TableHead };

const TABLE = /\.(csv|tsv|tab|xlsx)$/i;

/** The first table among a few files whose columns do not say what they hold. */
async function unclear(files: File[]): Promise<{ name: string; table: TableHead } | null> {
  const tables = files.filter(({ name }) => TABLE.test(name));
  for (const file of files.length <= FILES_AT_ONCE ? tables : []) {
    // A table that cannot be looked at is imported as it is: the report then says what is wrong with it.
    const table = await tableHead(file).catch(() => null);
    if (table?.is_table && !table.complete) return { name: file.name, table };
  }
  return null;
}
