import type { RefObject } from "react";
import type { Shortcut } from "../../../shared/keyboard/registry";

interface Doings {
  table: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  /** The focus came to this advisory. */
  came: (key: string) => void;
  /** The focus is on the last advisory that is loaded. */
  more: () => void;
  select: (key: string) => void;
  severities: () => void;
  close: () => void;
}

/** The keys of the corpus, in the order of the help. The focus is where the reader is: on the title of a row. */
export function corpusKeys(doings: Doings): Shortcut[] {
  const group = "Corpus";
  const move = (by: number) => () => {
    const rows = rowsOf(doings.table.current);
    const here = rows.indexOf(document.activeElement as HTMLElement);
    const chosen = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
    const next = rows[here < 0 ? Math.max(0, chosen) : here + by];
    if (here >= 0 && here + by >= rows.length - 1) doings.more();
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (next.dataset.row) doings.came(next.dataset.row);
  };
  return [
    { keys: "j", does: "Next advisory", group, run: move(1), repeats: true },
    { keys: "k", does: "Advisory before", group, run: move(-1), repeats: true },
    { keys: "Enter", does: "Open the advisory", group, run: () => focused(doings.table.current)?.click() },
    {
      keys: "x",
      does: "Select the advisory, or not",
      group,
      run: () => {
        const key = focused(doings.table.current)?.dataset.row;
        if (key) doings.select(key);
      },
    },
    { keys: "/", does: "Search the corpus", group, run: () => doings.search.current?.focus() },
    { keys: "v", does: "Show or hide the severities", group, run: doings.severities },
    { keys: "Escape", does: "Close the advisory", group, run: doings.close },
  ];
}

const rowsOf = (table: HTMLElement | null) =>
  Array.from(table?.querySelectorAll<HTMLElement>("a[data-row]") ?? []);

const focused = (table: HTMLElement | null) => rowsOf(table).find((row) => row === document.activeElement);
