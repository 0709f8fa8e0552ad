import { Button, Text } from "@mantine/core";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { texts } from "../texts";
import classes from "./FileZone.module.css";

type Props = {
  /** The name of the zone for screen readers. */
  label: string;
  /** What can be dropped, such as "a .qdc file". */
  what: string;
  accept?: string;
  multiple?: boolean;
  busy: boolean;
  /** The button is not the primary action of the page. */
  quiet?: boolean;
  onFiles: (files: File[]) => void;
  /** Receives dropped items including folders, instead of `onFiles`. */
  onItems?: (items: DataTransferItemList) => void;
  /** A sentence below the button. */
  children?: ReactNode;
};

/** A zone to drop files, and a button to choose them. */
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
      <Text fw={600}>{over ? texts.files.over : texts.files.drop(what)}</Text>
      <Button variant={quiet ? "default" : "filled"} loading={busy} onClick={() => input.current?.click()}>
        {texts.files.choose(multiple ?? false)}
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
          // Otherwise the same file could not be chosen again after a correction.
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
