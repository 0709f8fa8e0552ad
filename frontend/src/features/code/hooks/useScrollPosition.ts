import { type RefObject, useLayoutEffect } from "react";

/** Keeps the place in a long text: who comes back to it in this window reads on where they were. */
export function usePlace(area: RefObject<HTMLElement | null>, key: string): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
    const keep = () => {
      try {
        if (element.scrollTop > 0) sessionStorage.setItem(key, String(Math.round(element.scrollTop)));
        else sessionStorage.removeItem(key);
      } catch {
        // A full or forbidden storage: the place is then simply not kept.
      }
    };
    element.addEventListener("scroll", keep, { passive: true });
    return () => element.removeEventListener("scroll", keep);
  }, [area, key]);
}
