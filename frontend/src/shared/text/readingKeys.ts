import type { RefObject } from "react";
import type { Shortcut } from "../keyboard/registry";

const LINE = 56; // px

/** Keys that move a text which scrolls in a pane of its own, wherever the focus is. */
export function readingKeys(pane: RefObject<HTMLElement | null>): Shortcut[] {
  const by = (distance: (page: number) => number) => () => {
    const element = pane.current;
    element?.scrollBy({ top: distance(element.clientHeight * 0.85) });
  };
  const key = (keys: string, does: string, run: () => void): Shortcut => ({
    keys,
    does,
    group: "Read",
    run,
    repeats: true,
  });
  return [
    key(
      "ArrowDown",
      "Some lines down",
      by(() => LINE),
    ),
    key(
      "ArrowUp",
      "Some lines up",
      by(() => -LINE),
    ),
    key(
      "Space",
      "A page down",
      by((page) => page),
    ),
    key(
      "PageDown",
      "A page down",
      by((page) => page),
    ),
    key(
      "PageUp",
      "A page up",
      by((page) => -page),
    ),
  ];
}
