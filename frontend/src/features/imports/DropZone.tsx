import { Button, Checkbox, Group, Progress, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { type Corpus, fieldErrors } from "../../api/client";
import { useCorpus } from "../../shared/corpus";
import { FileZone } from "../../shared/ui/FileZone";
import { MutationError } from "../../shared/ui/MutationError";
import { type TableHead, tableHead, useImport } from "./api";
import { ColumnsDialog } from "./ColumnsDialog";
import { dropped, FILES_AT_ONCE, packed } from "./droppedFiles";
import { KnownTableDialog, type TableChoice } from "./KnownTableDialog";
import { texts } from "./texts";

/** A zone for files that starts an import and opens its report. */
export function DropZone() {
  const go = useNavigate();
  const corpus = useCorpus();
  const start = useImport();
  const [project, setProject] = useState("");
  const [packing, setPacking] = useState(false);
  const [unknown, setUnknown] = useState<TableToAskAbout | null>(null);
  const [known, setKnown] = useState<TableToAskAbout | null>(null);
  const [tables, setTables] = useState<TableChoice>({ name: "", replaces: false });
  const [sent, setSent] = useState({ bytes: 0, total: 0 });
  const begin = (files: File[], columns?: Record<string, string>, choice = tables) =>
    start.mutate(
      { files, project, columns, tables: choice, onSent: (bytes, total) => setSent({ bytes, total }) },
      { onSuccess: ({ id }) => void go(`${corpus}/imports/${id}`) },
    );
  const send = async (files: File[], choice = tables) => {
    if (!files.length) return;
    start.reset();
    setPacking(true);
    try {
      const heads = await tableHeads(corpus, files);
      const other = choice.name || choice.replaces ? undefined : heads.find(({ table }) => table.known);
      const table = heads.find(({ table }) => !table.complete);
      if (other) setKnown({ files, ...other });
      else if (table) setUnknown({ files, ...table });
      else begin(await packed(files), undefined, choice);
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
      <Group align="end">
        <TextInput
          label={texts.files.tableName}
          description={texts.files.tableNameHelp}
          value={tables.name}
          onChange={(event) => setTables({ ...tables, name: event.currentTarget.value })}
          error={fieldErrors(start.error).source_name}
          w="28rem"
          maw="100%"
        />
        <Checkbox
          label={texts.files.replaces}
          checked={tables.replaces}
          onChange={(event) => setTables({ ...tables, replaces: event.currentTarget.checked })}
          mb={8}
        />
      </Group>
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
      {!unknown && <MutationError of={start} atFields={["project", "source_name"]} />}
      {start.isError && start.variables && sent.bytes > 0 && (
        <Group>
          <Button
            onClick={() => begin(start.variables.files, start.variables.columns, start.variables.tables)}
          >
            {texts.files.goOn}
          </Button>
          <Text size="sm">{texts.files.arrived(sent.bytes, sent.total)}</Text>
        </Group>
      )}
      {known && (
        <KnownTableDialog
          name={known.table.source_name}
          onImport={(choice) => {
            setTables(choice);
            setKnown(null);
            void send(known.files, choice);
          }}
          onClose={() => setKnown(null)}
        />
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

/** A table about which the user must be asked, and the files that are imported with it. */
type TableToAskAbout = { files: File[]; name: string; table: TableHead };

const TABLE = /\.(csv|tsv|tab|xlsx|ods)$/i;

/** The tables among the files. Many files are not searched. */
async function tableHeads(corpus: Corpus, files: File[]): Promise<{ name: string; table: TableHead }[]> {
  const tables = files.filter(({ name }) => TABLE.test(name));
  const heads = [];
  for (const file of files.length <= FILES_AT_ONCE ? tables : []) {
    // A table that cannot be read is imported unchanged, and the report states its error.
    const table = await tableHead(corpus, file).catch(() => null);
    if (table?.is_table) heads.push({ name: file.name, table });
  }
  return heads;
}
