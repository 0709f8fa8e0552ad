import { type RefObject, useLayoutEffect } from "react";

const LEAST = 360; // px: below that the page scrolls instead
const MARGIN = 16;

/** Lets an element reach down to the foot of the window, whatever stands above it. */
export function useFillHeight(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    const above = element?.closest("main") ?? element?.parentElement;
    if (!element || !above) return;
    const fit = () => {
      const top = element.getBoundingClientRect().top + window.scrollY;
      element.style.setProperty("--fill", `${Math.max(LEAST, window.innerHeight - top - MARGIN)}px`);
    };
    fit();
    // What comes and goes above it (a notice, a banner) changes the size of what holds them all.
    const watch = new ResizeObserver(fit);
    for (const child of [above, ...above.children]) watch.observe(child);
    const arrivals = new MutationObserver(fit);
    arrivals.observe(above, { childList: true });
    window.addEventListener("resize", fit);
    return () => {
      watch.disconnect();
      arrivals.disconnect();
      window.removeEventListener("resize", fit);
    };
  }, [ref]);
}
