import type { RefObject } from "react";
import type { Shortcut } from "../keyboard/registry";
import { texts } from "../texts";

const LINE = 56; // px

/** Keys that scroll the pane of a text, wherever the focus is. */
export function readingKeys(pane: RefObject<HTMLElement | null>, { arrows = true } = {}): Shortcut[] {
  const by = (distance: (page: number) => number) => () => {
    const element = pane.current;
    element?.scrollBy({ top: distance(element.clientHeight * 0.85) });
  };
  const key = (keys: string, does: string, run: () => void): Shortcut => ({
    keys,
    does,
    group: texts.keyboard.read,
    run,
    repeats: true,
  });
  const lines = [
    key(
      "ArrowDown",
      texts.keyboard.down,
      by(() => LINE),
    ),
    key(
      "ArrowUp",
      texts.keyboard.up,
      by(() => -LINE),
    ),
  ];
  return [
    ...(arrows ? lines : []),
    key(
      "Space",
      texts.keyboard.pageDown,
      by((page) => page),
    ),
    key(
      "PageDown",
      texts.keyboard.pageDown,
      by((page) => page),
    ),
    key(
      "PageUp",
      texts.keyboard.pageUp,
      by((page) => -page),
    ),
  ];
}
