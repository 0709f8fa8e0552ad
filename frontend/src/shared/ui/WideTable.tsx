import { Table, type TableScrollContainerProps } from "@mantine/core";
import { texts } from "../texts";

type Props = TableScrollContainerProps & { label: string };

/** A table that scrolls horizontally if the window is too narrow, also with the keyboard. */
export function WideTable({ label, ...props }: Props) {
  return (
    <Table.ScrollContainer
      type="native"
      tabIndex={0}
      // Otherwise hidden words of the table would widen the page.
      pos="relative"
      role="group"
      aria-label={texts.wideTable(label)}
      {...props}
    />
  );
}
