import { Anchor, NativeSelect, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { Queue, QueueUnit } from "../api";
import { SHOWS, type Show, shownUnits, windowed } from "../state/worklist";
import classes from "./UnitList.module.css";

const HELD = 100; // units in the page at a time

const SIGNS = {
  submitted: ["✓", "submitted"],
  draft: ["✎", "draft"],
  untouched: ["·", "not begun"],
} as const;

interface Props {
  queue: Queue;
  current: number;
  path: (unit: number) => string;
  onJump: (unit: number) => void;
  jumpRef?: RefObject<HTMLInputElement | null>;
  /** Where one's codings are downloaded and entered. */
  files: string;
}

export function UnitList({ queue, current, path, onJump, jumpRef, files }: Props) {
  const [show, setShow] = useSessionStorage<Show>({ key: "intercoder-units-shown", defaultValue: "all" });
  const here = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time another unit is the current one
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const shown = shownUnits(queue.units, show, current);
  const place = shown.findIndex(({ number }) => number === current);
  const { rows, before, after } = windowed(shown, place, HELD);
  return (
    <nav aria-label="Units" className={classes.nav}>
      <Jump queue={queue} onJump={onJump} jumpRef={jumpRef} />
      <NativeSelect
        size="xs"
        my="xs"
        aria-label="Units shown"
        data={SHOWS.map(([value, label]) => ({ value, label }))}
        value={show}
        onChange={(event) => setShow(event.currentTarget.value as Show)}
      />
      <ol className={classes.list}>
        {before > 0 && <Rest count={before} />}
        {rows.map((unit) => (
          <li key={unit.number}>
            <Link
              ref={unit.number === current ? here : undefined}
              to={path(unit.number)}
              className={classes.unit}
              data-state={unit.state}
              aria-current={unit.number === current ? "page" : undefined}
              title={unit.title}
            >
              <Sign unit={unit} />
              <span className={classes.number}>{unit.number}</span>
              <span className={classes.title}>{unit.title}</span>
            </Link>
          </li>
        ))}
        {after > 0 && <Rest count={after} />}
      </ol>
      <Anchor component={Link} to={files} size="xs" my="xs">
        Download or enter codings
      </Anchor>
    </nav>
  );
}

function Rest({ count }: { count: number }) {
  return (
    <li>
      <Text size="xs" c="dimmed" px="xs">
        {count.toLocaleString("en")} more: go to one by its number
      </Text>
    </li>
  );
}

function Sign({ unit }: { unit: QueueUnit }) {
  const [sign, word] = SIGNS[unit.state];
  const more = [word, unit.flagged && "to discuss", unit.later && "left for later"].filter(Boolean);
  return (
    <span className={classes.sign}>
      <span aria-hidden>{unit.later && unit.state !== "submitted" ? "…" : sign}</span>
      {unit.flagged && <span aria-hidden>⚑</span>}
      <VisuallyHidden>{more.join(", ")}, </VisuallyHidden>
    </span>
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
