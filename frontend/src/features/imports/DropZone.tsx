import { Button, Group, Progress, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { fieldErrors } from "../../api/client";
import { FileZone } from "../../shared/ui/FileZone";
import { MutationError } from "../../shared/ui/MutationError";
import { type TableHead, tableHead, useImport } from "./api";
import { ColumnsDialog } from "./ColumnsDialog";
import { dropped, FILES_AT_ONCE, packed } from "./droppedFiles";
import { texts } from "./texts";

/** A zone for files that starts an import and opens its report. */
export function DropZone() {
  const go = useNavigate();
  const start = useImport();
  const [project, setProject] = useState("");
  const [packing, setPacking] = useState(false);
  const [unknown, setUnknown] = useState<UnknownColumns | null>(null);
  const [sent, setSent] = useState({ bytes: 0, total: 0 });
  const begin = (files: File[], columns?: Record<string, string>) =>
    start.mutate(
      { files, project, columns, onSent: (bytes, total) => setSent({ bytes, total }) },
      { onSuccess: ({ id }) => void go(`/imports/${id}`) },
    );
  const send = async (files: File[]) => {
    if (!files.length) return;
    start.reset();
    setPacking(true);
    try {
      const table = await tableWithUnknownColumns(files);
      if (table) setUnknown({ files, ...table });
      else begin(await packed(files));
    } finally {
      setPacking(false);
    }
  };
  return (
    <Stack>
      <TextInput
        label={texts.files.project}
        description={texts.files.projectHelp}
        value={project}
        onChange={(event) => setProject(event.currentTarget.value)}
        error={fieldErrors(start.error).project}
        maw="28rem"
      />
      <FileZone
        label={texts.files.zone}
        what={texts.files.what}
        multiple
        busy={start.isPending || packing}
        onFiles={(files) => void send(files)}
        onItems={(items) => void dropped(items).then(send)}
      >
        {packing ? texts.files.packing : start.isPending ? texts.files.sending : texts.files.limit}
      </FileZone>
      {start.isPending && sent.total > 0 && (
        <div>
          <Progress value={(100 * sent.bytes) / sent.total} aria-label={texts.files.progressBar} />
          <Text size="sm" c="dimmed">
            {texts.files.sent(sent.bytes, sent.total)}
          </Text>
        </div>
      )}
      {!unknown && <MutationError of={start} atFields={["project"]} />}
      {start.isError && start.variables && sent.bytes > 0 && (
        <Group>
          <Button onClick={() => begin(start.variables.files, start.variables.columns)}>
            {texts.files.goOn}
          </Button>
          <Text size="sm">{texts.files.arrived(sent.bytes, sent.total)}</Text>
        </Group>
      )}
      {unknown && (
        <ColumnsDialog
          name={unknown.name}
          table={unknown.table}
          busy={start.isPending}
          error={start.error}
          onImport={(columns) => begin(unknown.files, columns)}
          onClose={() => setUnknown(null)}
        />
      )}
    </Stack>
  );
}

/** A table whose columns the user must choose, and the files that are imported with it. */
type UnknownColumns = { files: File[]; name: string; table: TableHead };

const TABLE = /\.(csv|tsv|tab|xlsx)$/i;

/** The first table among the files whose columns are unknown. Many files are not searched. */
async function tableWithUnknownColumns(files: File[]): Promise<{ name: string; table: TableHead } | null> {
  const tables = files.filter(({ name }) => TABLE.test(name));
  for (const file of files.length <= FILES_AT_ONCE ? tables : []) {
    // A table that cannot be read is imported unchanged, and the report states its error.
    const table = await tableHead(file).catch(() => null);
    if (table?.is_table && !table.complete) return { name: file.name, table };
  }
  return null;
}
