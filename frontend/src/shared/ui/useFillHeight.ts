import { type RefObject, useLayoutEffect } from "react";

const MIN_HEIGHT = 360; // px; if less is left, the page scrolls
const MARGIN = 16;

/** Make an element as high as the rest of the window below its upper edge. */
export function useFillHeight(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    const above = element?.closest("main") ?? element?.parentElement;
    if (!element || !above) return;
    const fit = () => {
      const top = element.getBoundingClientRect().top + window.scrollY;
      element.style.setProperty("--fill", `${Math.max(MIN_HEIGHT, window.innerHeight - top - MARGIN)}px`);
    };
    fit();
    // A notice or a banner that appears or disappears above the element moves it.
    const sizes = new ResizeObserver(fit);
    for (const child of [above, ...above.children]) sizes.observe(child);
    const children = new MutationObserver(fit);
    children.observe(above, { childList: true });
    window.addEventListener("resize", fit);
    return () => {
      sizes.disconnect();
      children.disconnect();
      window.removeEventListener("resize", fit);
    };
  }, [ref]);
}
