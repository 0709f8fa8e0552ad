import type { RefObject } from "react";
import type { Shortcut } from "../../shared/keyboard/registry";
import { VERDICTS, type Word } from "./gridState";

interface Doings {
  grid: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  judge: (project: string, criterion: number, verdict: Word | null) => void;
  undo: () => void;
}

/** The keys of the screening grid, in the order of the help. The focus is on a cell. */
export function screenKeys(doings: Doings): Shortcut[] {
  const group = "Screening";
  const move = (keys: string, does: string, across: number, down: number): Shortcut => ({
    keys,
    does,
    group,
    run: () => moveFocus(doings.grid.current, across, down),
    repeats: true,
  });
  const judge = (verdict: Word | null) => () => {
    const { project, criterion } = focused(doings.grid.current)?.dataset ?? {};
    if (project && criterion) doings.judge(project, Number(criterion), verdict);
  };
  return [
    ...(Object.keys(VERDICTS) as Word[]).map((word) => ({
      keys: VERDICTS[word].key,
      does: `This criterion is ${VERDICTS[word].name}`,
      group,
      run: judge(word),
    })),
    { keys: "Backspace", does: "Take the verdict back", group, run: judge(null) },
    { keys: "z", does: "Undo", group, run: doings.undo },
    move("ArrowDown", "Project below", 0, 1),
    move("ArrowUp", "Project above", 0, -1),
    move("ArrowRight", "Next criterion", 1, 0),
    move("ArrowLeft", "Criterion before", -1, 0),
    { keys: "/", does: "Search the projects", group, run: () => doings.search.current?.focus() },
  ];
}

const cellsOf = (grid: HTMLElement | null) =>
  Array.from(grid?.querySelectorAll<HTMLElement>("[data-criterion]") ?? []);

const focused = (grid: HTMLElement | null) => cellsOf(grid).find((cell) => cell === document.activeElement);

function moveFocus(grid: HTMLElement | null, across: number, down: number): void {
  const cells = cellsOf(grid);
  const here = cells.indexOf(document.activeElement as HTMLElement);
  if (here < 0) {
    cells[0]?.focus();
    return;
  }
  const width = new Set(cells.map((cell) => cell.dataset.criterion)).size;
  const column = (here % width) + across;
  if (column >= 0 && column < width) cells[here + across + down * width]?.focus();
}
