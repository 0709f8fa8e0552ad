import { Checkbox, TextInput, VisuallyHidden } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { Queue, UnitState } from "./api";
import classes from "./UnitList.module.css";

const SIGNS: Record<UnitState, [string, string]> = {
  submitted: ["✓", "submitted"],
  draft: ["✎", "draft"],
  untouched: ["·", "not begun"],
};

interface Props {
  queue: Queue;
  current: number;
  path: (unit: number) => string;
  onJump: (unit: number) => void;
  jumpRef?: RefObject<HTMLInputElement | null>;
}

export function UnitList({ queue, current, path, onJump, jumpRef }: Props) {
  const [unfinished, setUnfinished] = useSessionStorage({
    key: "intercoder-unfinished-only",
    defaultValue: false,
  });
  const here = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time another unit is the current one
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const shown = queue.units.filter(
    ({ number, state }) => !unfinished || state !== "submitted" || number === current,
  );
  return (
    <nav aria-label="Units" className={classes.nav}>
      <Jump queue={queue} onJump={onJump} jumpRef={jumpRef} />
      <Checkbox
        size="xs"
        my="xs"
        label="Unfinished only"
        checked={unfinished}
        onChange={(event) => setUnfinished(event.currentTarget.checked)}
      />
      <ol className={classes.list}>
        {shown.map(({ number, title, state }) => (
          <li key={number}>
            <Link
              ref={number === current ? here : undefined}
              to={path(number)}
              className={classes.unit}
              data-state={state}
              aria-current={number === current ? "page" : undefined}
              title={title}
            >
              <span aria-hidden className={classes.sign}>
                {SIGNS[state][0]}
              </span>
              <span className={classes.number}>{number}</span>
              <span className={classes.title}>{title}</span>
              <VisuallyHidden>, {SIGNS[state][1]}</VisuallyHidden>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Jump({ queue, onJump, jumpRef }: Pick<Props, "queue" | "onJump" | "jumpRef">) {
  const [value, setValue] = useState("");
  const [missing, setMissing] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const unit = Number(value);
        if (!queue.units.some(({ number }) => number === unit)) {
          setMissing(`No unit ${value} among yours`);
          return;
        }
        setValue("");
        jumpRef?.current?.blur();
        onJump(unit);
      }}
    >
      <TextInput
        ref={jumpRef}
        size="xs"
        inputMode="numeric"
        aria-label="Go to unit number"
        placeholder="Go to unit …   g"
        value={value}
        error={missing}
        onChange={(event) => {
          setValue(event.currentTarget.value.trim());
          setMissing("");
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </form>
  );
}
