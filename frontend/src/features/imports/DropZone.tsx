import { Button, Stack, Text, TextInput } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { MutationError } from "../../shared/ui/MutationError";
import { type TableHead, tableHead, useImport } from "./api";
import { ColumnsDialog } from "./ColumnsDialog";
import { dropped, FILES_AT_ONCE, packed } from "./dropped";
import classes from "./imports.module.css";

/** Files dropped here start an import; its live report takes over. */
export function DropZone() {
  const go = useNavigate();
  const start = useImport();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
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
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void dropped(event.dataTransfer.items).then(send);
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
      <section
        aria-label="Files to import"
        className={classes.zone}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Text fw={600}>{over ? "Let go to import" : "Drop files or folders here"}</Text>
        <Button loading={start.isPending || packing} onClick={() => input.current?.click()}>
          Choose files
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={(event) => void send([...(event.currentTarget.files ?? [])])}
        />
        <Text size="sm" c="dimmed">
          {packing
            ? "Packing the files …"
            : start.isPending
              ? "Sending the files …"
              : "Up to 200 MB a file. You need not stay on this page."}
        </Text>
      </section>
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
