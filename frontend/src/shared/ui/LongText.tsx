import { Anchor } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { texts } from "../texts";
import classes from "./LongText.module.css";

const LINE = 20; // px, as in LongText.module.css

/** A text of any length: its first lines, and a button that shows all of it. */
export function LongText({ lines = 4, children }: { lines?: number; children: ReactNode }) {
  const [all, setAll] = useState(false);
  const { ref, height } = useElementSize();
  const maxHeight = lines * LINE;
  return (
    <div className={classes.text}>
      <div className={classes.clip} style={all ? undefined : { maxHeight }}>
        <div ref={ref}>{children}</div>
      </div>
      {height > maxHeight && (
        <Anchor component="button" type="button" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? texts.longText.less : texts.longText.more}
        </Anchor>
      )}
    </div>
  );
}
