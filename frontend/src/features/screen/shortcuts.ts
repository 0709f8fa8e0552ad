import type { RefObject } from "react";
import type { Shortcut } from "../../shared/keyboard/registry";
import { VERDICT_VALUES, VERDICTS, type VerdictValue } from "./gridState";
import { texts } from "./texts";

interface Actions {
  grid: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  verdictLabel: (verdict: VerdictValue) => string;
  judge: (project: string, criterion: number, verdict: VerdictValue | null) => void;
  undo: () => void;
}

/** The shortcuts of the screening grid, in the order of the help. A cell has the focus. */
export function screeningShortcuts({ grid, search, verdictLabel, judge, undo }: Actions): Shortcut[] {
  const { group } = texts.keys;
  const move = (keys: string, does: string, columns: number, rows: number): Shortcut => ({
    keys,
    does,
    group,
    run: () => moveFocus(grid.current, columns, rows),
    repeats: true,
  });
  const judgeFocused = (verdict: VerdictValue | null) => () => {
    const { project, criterion } = focusedCell(grid.current)?.dataset ?? {};
    if (project && criterion) judge(project, Number(criterion), verdict);
  };
  return [
    ...VERDICT_VALUES.map((verdict) => ({
      keys: VERDICTS[verdict].key,
      does: texts.keys.judge(verdictLabel(verdict)),
      group,
      run: judgeFocused(verdict),
    })),
    { keys: "Backspace", does: texts.keys.withdraw, group, run: judgeFocused(null) },
    { keys: "z", does: texts.keys.undo, group, run: undo },
    move("ArrowDown", texts.keys.down, 0, 1),
    move("ArrowUp", texts.keys.up, 0, -1),
    move("ArrowRight", texts.keys.right, 1, 0),
    move("ArrowLeft", texts.keys.left, -1, 0),
    { keys: "/", does: texts.keys.search, group, run: () => search.current?.focus() },
  ];
}

const cellsOf = (grid: HTMLElement | null) =>
  Array.from(grid?.querySelectorAll<HTMLElement>("[data-criterion]") ?? []);

const focusedCell = (grid: HTMLElement | null) =>
  cellsOf(grid).find((cell) => cell === document.activeElement);

/** Focuses another cell; the first one if no cell has the focus. */
function moveFocus(grid: HTMLElement | null, columns: number, rows: number): void {
  const cells = cellsOf(grid);
  const current = cells.indexOf(document.activeElement as HTMLElement);
  if (current < 0) {
    cells[0]?.focus();
    return;
  }
  const width = new Set(cells.map((cell) => cell.dataset.criterion)).size;
  const column = (current % width) + columns;
  if (column >= 0 && column < width) cells[current + columns + rows * width]?.focus();
}
