import type { RefObject } from "react";
import type { Shortcut } from "../../../shared/keyboard/registry";

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
  const match = "Match";
  const move = "Move";
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
      does: "Accept the suggestion of this card, or the first one",
      group: match,
      run: actions.acceptFocused,
    },
    { keys: "Shift+a", does: "Accept all suggestions", group: match, run: actions.acceptAll },
    {
      keys: "m",
      does: "Match the chosen cards under the name shown",
      group: match,
      run: actions.matchSelected,
    },
    { keys: "n", does: "No partner: keep the card’s own label", group: match, run: actions.keepOwnLabels },
    { keys: "/", does: "Change the name of the shared code", group: match, run: actions.editLabel },
    { keys: "Escape", does: "Choose none", group: match, run: actions.clearSelection },
    { keys: "u", does: "Undo", group: match, run: actions.undo },
    arrow("ArrowDown", "Card below (Space chooses it)", 0, 1),
    arrow("ArrowUp", "Card above", 0, -1),
    arrow("ArrowRight", "Card of the next rater", 1, 0),
    arrow("ArrowLeft", "Card of the rater before", -1, 0),
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
