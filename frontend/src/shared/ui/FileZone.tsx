import { Button, Text } from "@mantine/core";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import classes from "./FileZone.module.css";

type Props = {
  /** What belongs here, for those who do not see the zone. */
  label: string;
  /** What can be dropped, as "a .qdc file". */
  what: string;
  accept?: string;
  multiple?: boolean;
  busy: boolean;
  /** There is something else to do first: the page has one primary action. */
  quiet?: boolean;
  onFiles: (files: File[]) => void;
  /** Takes what is dropped as it is, folders included. */
  onItems?: (items: DataTransferItemList) => void;
  /** One quiet sentence below the button. */
  children?: ReactNode;
};

/** A place to drop files, and a button for those who do not drag. */
export function FileZone({ label, what, accept, multiple, busy, quiet, onFiles, onItems, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (busy) return;
    const { items, files } = event.dataTransfer;
    if (onItems) onItems(items);
    else if (files.length) onFiles([...files]);
  };
  return (
    <section
      aria-label={label}
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Text fw={600}>{over ? "Let go to import" : `Drop ${what} here`}</Text>
      <Button variant={quiet ? "default" : "filled"} loading={busy} onClick={() => input.current?.click()}>
        {multiple ? "Choose files" : "Choose a file"}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can then be chosen again after it was corrected.
          currentTarget.value = "";
          if (files.length) onFiles(files);
        }}
      />
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </section>
  );
}
