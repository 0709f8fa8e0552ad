import { Text, useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { VisualizationSpec } from "vega-embed";
import classes from "./VegaFigure.module.css";

type Spec = Record<string, unknown> & { config?: Record<string, unknown> };

/** A Vega-Lite figure. Vega comes only when one is drawn; a table beside it must say the same. */
export function VegaFigure({ spec, title }: { spec: object; title: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    let gone = false;
    let clear = () => {};
    void draw()
      .then((finalize) => {
        if (gone) finalize();
        else clear = finalize;
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      clear();
    };

    async function draw() {
      const { default: embed } = await import("vega-embed");
      const place = document.createElement("div");
      const options = {
        // The page's security policy allows neither eval nor inline style sheets.
        ast: true,
        defaultStyle: false,
        actions: false,
        tooltip: false,
        renderer: "svg",
      } as const;
      const view = await embed(place, coloured(spec as Spec, scheme) as VisualizationSpec, options);
      if (!gone) frame.current?.replaceChildren(place);
      return () => view.finalize();
    }
  }, [spec, scheme]);
  if (failed) return <Text c="dimmed">The figure could not be drawn; the table says the same.</Text>;
  return <div ref={frame} role="img" aria-label={title} className={classes.figure} />;
}

/** The same figure on the page's own ground, light or dark. */
export function coloured(spec: Spec, scheme: "light" | "dark"): Spec {
  if (scheme === "light") return { ...spec, background: "transparent" };
  const ink = "#d5d8dc";
  const words = { labelColor: ink, titleColor: ink };
  const { axis, legend, title, text, ...config } = (spec.config ?? {}) as Record<string, object | undefined>;
  return {
    ...spec,
    background: "transparent",
    config: {
      ...config,
      axis: { ...axis, ...words, domainColor: "#6b727b", tickColor: "#6b727b", gridColor: "#3a3f45" },
      legend: { ...legend, ...words },
      title: { ...title, color: ink },
      text: { ...text, color: ink, fill: ink },
    },
  };
}
