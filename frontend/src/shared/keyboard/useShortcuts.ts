import { useEffect, useRef } from "react";
import { useKeyboard } from "./KeyboardProvider";
import type { Shortcut } from "./registry";

/** The shortcuts of a screen, for as long as it is shown. The list may be a new one at each render. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const shortcuts = useKeyboard();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => shortcuts.add(() => latest.current), [shortcuts]);
}
