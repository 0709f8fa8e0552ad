import { type RefObject, useLayoutEffect } from "react";

/** Restore the scroll position of a long text when the unit is opened again in this window. */
export function useScrollPosition(area: RefObject<HTMLElement | null>, key: string): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
    const store = () => {
      try {
        if (element.scrollTop > 0) sessionStorage.setItem(key, String(Math.round(element.scrollTop)));
        else sessionStorage.removeItem(key);
      } catch {
        // A full or forbidden storage: the text then opens at its beginning.
      }
    };
    element.addEventListener("scroll", store, { passive: true });
    return () => element.removeEventListener("scroll", store);
  }, [area, key]);
}
