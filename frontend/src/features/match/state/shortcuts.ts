import type { RefObject } from "react";
import type { Shortcut } from "../../../shared/keyboard/registry";
import { texts } from "../texts";

interface Actions {
  table: RefObject<HTMLElement | null>;
  acceptFocused: () => void;
  acceptAll: () => void;
  matchSelected: () => void;
  keepOwnLabels: () => void;
  editLabel: () => void;
  clearSelection: () => void;
  undo: () => void;
}

/** The keys of the matching screen, in the order of the help. */
export function matchingShortcuts(actions: Actions): Shortcut[] {
  const { match, move } = texts.keys;
  const arrow = (keys: string, does: string, across: number, down: number): Shortcut => ({
    keys,
    does,
    group: move,
    run: () => moveFocus(actions.table.current, across, down),
    repeats: true,
  });
  return [
    {
      keys: "a",
      does: texts.keys.accept,
      group: match,
      run: actions.acceptFocused,
    },
    { keys: "Shift+a", does: texts.keys.acceptAll, group: match, run: actions.acceptAll },
    {
      keys: "m",
      does: texts.keys.matchSelected,
      group: match,
      run: actions.matchSelected,
    },
    { keys: "n", does: texts.keys.keepLabels, group: match, run: actions.keepOwnLabels },
    { keys: "/", does: texts.keys.editLabel, group: match, run: actions.editLabel },
    { keys: "Escape", does: texts.keys.clear, group: match, run: actions.clearSelection },
    { keys: "u", does: texts.keys.undo, group: match, run: actions.undo },
    arrow("ArrowDown", texts.keys.below, 0, 1),
    arrow("ArrowUp", texts.keys.above, 0, -1),
    arrow("ArrowRight", texts.keys.next, 1, 0),
    arrow("ArrowLeft", texts.keys.previous, -1, 0),
  ];
}

/** Move the focus among the cards: within the column of a rater, or to the nearest card of the next column. */
function moveFocus(table: HTMLElement | null, across: number, down: number): void {
  const cards = Array.from(table?.querySelectorAll<HTMLElement>("[data-code]") ?? []);
  const focused = cards.find((card) => card === document.activeElement);
  if (!focused) {
    cards[0]?.focus();
    return;
  }
  const left = (card: HTMLElement) => card.getBoundingClientRect().left;
  const top = (card: HTMLElement) => card.getBoundingClientRect().top;
  const raters = [...new Set([...cards].sort((a, b) => left(a) - left(b)).map((card) => card.dataset.rater))];
  const rater = raters[raters.indexOf(focused.dataset.rater) + across];
  const column = cards.filter((card) => card.dataset.rater === rater);
  if (down !== 0) {
    column[column.indexOf(focused) + down]?.focus();
    return;
  }
  const distance = (card: HTMLElement) => Math.abs(top(card) - top(focused));
  column.sort((a, b) => distance(a) - distance(b))[0]?.focus();
}
