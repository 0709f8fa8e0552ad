import { useEffect, useRef } from "react";
import { useKeyboard } from "./KeyboardProvider";
import type { Shortcut } from "./registry";

/** Add the shortcuts of a screen while it is shown. The list may be new at each render. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const shortcuts = useKeyboard();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => shortcuts.add(() => latest.current), [shortcuts]);
}
