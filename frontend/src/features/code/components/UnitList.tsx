import { Anchor, NativeSelect, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useLabel } from "../../../api/meta";
import type { WorklistUnit } from "../api";
import { shownUnits, UNIT_FILTERS, type UnitFilter, windowed } from "../state/worklist";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";
import classes from "./UnitList.module.css";

const MAX_ROWS = 100; // a longer list slows down each step to another unit

const STATE_SIGNS = { submitted: "✓", draft: "✎", not_started: "·" } as const;

/** The work list: where the rater is, what is unfinished, and the way to any unit. */
export function UnitList({ onOpen }: { onOpen: (unit: number) => void }) {
  const { study, round, worklist, state, navigation } = useCoding();
  const [filter, setFilter] = useSessionStorage<UnitFilter>({
    key: "intercoder-units-shown",
    defaultValue: "all",
  });
  const current = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per unit
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest" });
  }, [state.unit]);
  const shown = shownUnits(worklist.units, filter, state.unit);
  const index = shown.findIndex(({ number }) => number === state.unit);
  const { rows, before, after } = windowed(shown, index, MAX_ROWS);
  return (
    <nav aria-label={texts.unitList.region} className={classes.nav}>
      <UnitNumberField onOpen={onOpen} />
      <NativeSelect
        size="xs"
        my="xs"
        aria-label={texts.unitList.filter}
        data={UNIT_FILTERS.map((value) => ({ value, label: texts.unitList.filters[value] }))}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value as UnitFilter)}
      />
      <ol className={classes.list}>
        {before > 0 && <HiddenRows count={before} />}
        {rows.map((unit) => (
          <li key={unit.number}>
            <Link
              ref={unit.number === state.unit ? current : undefined}
              to={navigation.path(unit.number)}
              className={classes.unit}
              data-state={unit.state}
              aria-current={unit.number === state.unit ? "page" : undefined}
              title={unit.title}
            >
              <UnitState unit={unit} />
              <span className={classes.number}>{unit.number}</span>
              <span className={classes.title}>{unit.title}</span>
            </Link>
          </li>
        ))}
        {after > 0 && <HiddenRows count={after} />}
      </ol>
      <Anchor component={Link} to={`/studies/${study.slug}/rounds/${round.number}/codings`} size="xs" my="xs">
        {texts.unitList.files}
      </Anchor>
    </nav>
  );
}

function HiddenRows({ count }: { count: number }) {
  return (
    <li>
      <Text size="xs" c="dimmed" px="xs">
        {texts.unitList.hidden(count)}
      </Text>
    </li>
  );
}

function UnitState({ unit }: { unit: WorklistUnit }) {
  const label = useLabel("assignment_state");
  const sign = STATE_SIGNS[unit.state];
  const words = [
    label(unit.state),
    unit.flagged && texts.unitList.flagged,
    unit.deferred && texts.unitList.deferred,
  ].filter(Boolean);
  return (
    <span className={classes.sign}>
      <span aria-hidden>{unit.deferred && unit.state !== "submitted" ? "…" : sign}</span>
      {unit.flagged && <span aria-hidden>⚑</span>}
      <VisuallyHidden>{words.join(", ")}, </VisuallyHidden>
    </span>
  );
}

function UnitNumberField({ onOpen }: { onOpen: (unit: number) => void }) {
  const { worklist, fields } = useCoding();
  const [value, setValue] = useState("");
  const [error, setError] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const unit = Number(value);
        if (!worklist.units.some(({ number }) => number === unit)) {
          setError(texts.unitList.unknown(value));
          return;
        }
        setValue("");
        fields.unitNumber.current?.blur();
        onOpen(unit);
      }}
    >
      <TextInput
        ref={fields.unitNumber}
        size="xs"
        inputMode="numeric"
        aria-label={texts.unitList.goTo}
        placeholder={texts.unitList.goToPlaceholder}
        value={value}
        error={error}
        onChange={(event) => {
          setValue(event.currentTarget.value.trim());
          setError("");
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </form>
  );
}
