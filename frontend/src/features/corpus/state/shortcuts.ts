import type { RefObject } from "react";
import type { Shortcut } from "../../../shared/keyboard/registry";
import { texts } from "../texts";

interface Actions {
  table: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  /** Called when the focus moves to this advisory. */
  onFocus: (key: string) => void;
  /** Called when the focus moves to the last loaded advisory. */
  more: () => void;
  select: (key: string) => void;
  severities: () => void;
  close: () => void;
}

/** The keys of the corpus, in the order of the help. They move the focus among the titles of the rows. */
export function corpusShortcuts(actions: Actions): Shortcut[] {
  const { group } = texts.keys;
  const move = (by: number) => () => {
    const rows = rowsOf(actions.table.current);
    const current = rows.indexOf(document.activeElement as HTMLElement);
    const chosen = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
    const next = rows[current < 0 ? Math.max(0, chosen) : current + by];
    if (current >= 0 && current + by >= rows.length - 1) actions.more();
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (next.dataset.row) actions.onFocus(next.dataset.row);
  };
  return [
    { keys: "j", does: texts.keys.next, group, run: move(1), repeats: true },
    { keys: "k", does: texts.keys.previous, group, run: move(-1), repeats: true },
    { keys: "Enter", does: texts.keys.open, group, run: () => focused(actions.table.current)?.click() },
    {
      keys: "x",
      does: texts.keys.select,
      group,
      run: () => {
        const key = focused(actions.table.current)?.dataset.row;
        if (key) actions.select(key);
      },
    },
    { keys: "/", does: texts.keys.search, group, run: () => actions.search.current?.focus() },
    { keys: "v", does: texts.keys.severities, group, run: actions.severities },
    { keys: "Escape", does: texts.keys.close, group, run: actions.close },
  ];
}

const rowsOf = (table: HTMLElement | null) =>
  Array.from(table?.querySelectorAll<HTMLElement>("a[data-row]") ?? []);

const focused = (table: HTMLElement | null) => rowsOf(table).find((row) => row === document.activeElement);
