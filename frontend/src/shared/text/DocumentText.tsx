import { useComputedColorScheme } from "@mantine/core";
import { type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPainter, type Paint, type Painter } from "../highlight/highlight";
import { texts } from "../texts";
import { Warning } from "../ui/Warning";
import classes from "./DocumentText.module.css";
import { Offsets } from "./offsets";

const NOTHING: readonly Paint[] = [];

interface Props {
  html: string;
  text: string;
  paints?: readonly Paint[];
  /** Receives the offsets of the displayed text, or null if it differs from the stored text. */
  onOffsets?: (offsets: Offsets | null) => void;
}

/** The document as raters read it, with its segments painted. */
export function DocumentText({ html, text, paints = NOTHING, onOffsets }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const painter = useRef<Painter>(null);
  const [offsets, setOffsets] = useState<Offsets | null>(null);
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const faithful = offsets === null || offsets.text === text;

  // biome-ignore lint/correctness/useExhaustiveDependencies: new HTML is a new text in the same element
  useLayoutEffect(() => {
    if (root.current) setOffsets(new Offsets(root.current));
  }, [html]);

  useEffect(() => {
    if (offsets) onOffsets?.(offsets.text === text ? offsets : null);
  }, [offsets, text, onOffsets]);

  useEffect(() => {
    painter.current = createPainter();
    return () => painter.current?.clear();
  }, []);

  useEffect(() => {
    if (offsets) painter.current?.paint(offsets, faithful ? paints : NOTHING, dark);
  }, [offsets, paints, dark, faithful]);

  return (
    <>
      {!faithful && (
        <Warning title={texts.document.changedTitle} urgent>
          {texts.document.changed}
        </Warning>
      )}
      {/* The server sanitised this HTML by an allow-list at import. Only here is it inserted into the page. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: it handles clicks on links inside */}
      <div
        ref={root}
        className={classes.document}
        onClick={openLink}
        dangerouslySetInnerHTML={{ __html: html }}
      />
    </>
  );
}

/** Links open in a new tab, without referrer. */
function openLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener,noreferrer");
}
