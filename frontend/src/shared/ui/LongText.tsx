import { Anchor } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import classes from "./LongText.module.css";

const LINE = 20; // px, as in the style beside it

/** What people wrote: its first lines, and all of it on demand. */
export function LongText({ lines = 4, children }: { lines?: number; children: ReactNode }) {
  const [all, setAll] = useState(false);
  const { ref, height } = useElementSize();
  const most = lines * LINE;
  return (
    <div className={classes.text}>
      <div className={classes.clip} style={all ? undefined : { maxHeight: most }}>
        <div ref={ref}>{children}</div>
      </div>
      {height > most && (
        <Anchor component="button" type="button" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show less" : "Show all"}
        </Anchor>
      )}
    </div>
  );
}
