import { Button, Stack, Text, TextInput } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { MutationError } from "../../shared/ui/MutationError";
import { useImport } from "./api";
import { dropped, packed } from "./dropped";
import classes from "./imports.module.css";

/** Files dropped here start an import; its live report takes over. */
export function DropZone() {
  const go = useNavigate();
  const start = useImport();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [project, setProject] = useState("");
  const [packing, setPacking] = useState(false);
  const send = async (found: File[]) => {
    setPacking(true);
    const files = await packed(found).finally(() => setPacking(false));
    if (files.length) start.mutate({ files, project }, { onSuccess: ({ id }) => void go(`/imports/${id}`) });
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
    </Stack>
  );
}
