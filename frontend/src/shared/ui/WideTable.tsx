import { Table, type TableScrollContainerProps } from "@mantine/core";

type Props = TableScrollContainerProps & { label: string };

/** A table that scrolls inside itself where the window is too narrow, also with the keyboard. */
export function WideTable({ label, ...props }: Props) {
  return (
    <Table.ScrollContainer
      type="native"
      tabIndex={0}
      role="group"
      aria-label={`${label}, scrolls sideways`}
      {...props}
    />
  );
}
