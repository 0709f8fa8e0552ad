import type { RefObject } from "react";
import type { Shortcut } from "../../../shared/keyboard/registry";

interface Doings {
  stage: RefObject<HTMLElement | null>;
  accept: () => void;
  acceptAll: () => void;
  match: () => void;
  alone: () => void;
  name: () => void;
  clear: () => void;
  undo: () => void;
}

/** The keys of the matching, in the order of the help. */
export function matchKeys(doings: Doings): Shortcut[] {
  const match = "Match";
  const move = "Move";
  const arrow = (keys: string, does: string, across: number, down: number): Shortcut => ({
    keys,
    does,
    group: move,
    run: () => moveFocus(doings.stage.current, across, down),
    repeats: true,
  });
  return [
    {
      keys: "a",
      does: "Accept the suggestion of this card, or the first one",
      group: match,
      run: doings.accept,
    },
    { keys: "Shift+a", does: "Accept all suggestions", group: match, run: doings.acceptAll },
    { keys: "m", does: "Match the chosen cards under the name shown", group: match, run: doings.match },
    { keys: "n", does: "No partner: keep the card’s own label", group: match, run: doings.alone },
    { keys: "/", does: "Change the name of the shared code", group: match, run: doings.name },
    { keys: "Escape", does: "Choose none", group: match, run: doings.clear },
    { keys: "u", does: "Undo", group: match, run: doings.undo },
    arrow("ArrowDown", "Card below (Space chooses it)", 0, 1),
    arrow("ArrowUp", "Card above", 0, -1),
    arrow("ArrowRight", "Card of the next rater", 1, 0),
    arrow("ArrowLeft", "Card of the rater before", -1, 0),
  ];
}

/** Moves the focus among the cards: along a rater's column, or to the nearest card of the column beside. */
function moveFocus(stage: HTMLElement | null, across: number, down: number): void {
  const cards = Array.from(stage?.querySelectorAll<HTMLElement>("[data-card]") ?? []);
  const here = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  if (!here || !cards.includes(here)) {
    cards[0]?.focus();
    return;
  }
  const left = (card: HTMLElement) => card.getBoundingClientRect().left;
  const raters = [...new Set([...cards].sort((a, b) => left(a) - left(b)).map((card) => card.dataset.rater))];
  const column = raters[raters.indexOf(here.dataset.rater) + across];
  const there = cards.filter((card) => card.dataset.rater === column);
  const top = (card: HTMLElement) => card.getBoundingClientRect().top;
  if (down !== 0) there[there.indexOf(here) + down]?.focus();
  else there.sort((a, b) => Math.abs(top(a) - top(here)) - Math.abs(top(b) - top(here)))[0]?.focus();
}
