import { Kbd, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { texts } from "../texts";
import { CodeSwatch } from "../ui/CodeSwatch";
import classes from "./CodeFinder.module.css";
import { type Findable, findCodes, newLabel } from "./find";

interface Props<Code extends Findable> {
  codes: readonly Code[];
  onPick: (code: Code) => void;
  /** Absent if no code may be created. */
  onCreate?: (label: string) => void;
  placeholder: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  busy?: boolean;
}

const MAX_RESULTS = 30;

/** A field that finds a code or, if allowed, creates one. Enter takes the selected result. */
export function CodeFinder<Code extends Findable>(props: Props<Code>) {
  const { codes, onPick, onCreate, placeholder, inputRef, busy } = props;
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const id = useId();

  const matches = findCodes(codes, query).slice(0, MAX_RESULTS);
  const label = onCreate ? newLabel(codes, query) : null;
  const count = matches.length + (label ? 1 : 0);
  const shown = open && query.trim() !== "";

  const leave = () => {
    setQuery("");
    setOpen(false);
    setActive(0);
    inputRef?.current?.blur();
  };
  const take = (index: number) => {
    const code = matches[index];
    if (code) onPick(code);
    else if (label && onCreate) onCreate(label);
    else return;
    leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive((active + 1) % Math.max(1, count));
    else if (event.key === "ArrowUp") setActive((active - 1 + count) % Math.max(1, count));
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) take(active);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes.finder}>
      <TextInput
        ref={inputRef}
        aria-label={placeholder}
        placeholder={placeholder}
        value={query}
        maxLength={200}
        disabled={busy}
        rightSection={<Kbd size="xs">/</Kbd>}
        role="combobox"
        aria-expanded={shown}
        aria-controls={shown ? `${id}-list` : undefined}
        aria-activedescendant={shown && count ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      {shown && (
        // Pressing the mouse button must not remove the focus from the field before the click.
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={texts.codes.list}
          className={classes.list}
          onMouseDown={(event) => event.preventDefault()}
        >
          {matches.map((code, index) => (
            <Option key={code.id} id={`${id}-${index}`} on={index === active} onClick={() => take(index)}>
              <CodeSwatch code={code} />
              {code.definition && (
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {code.definition}
                </Text>
              )}
            </Option>
          ))}
          {label && (
            <Option
              id={`${id}-${matches.length}`}
              on={active === matches.length}
              onClick={() => take(matches.length)}
            >
              {texts.codes.create}
              <b>{label}</b>
            </Option>
          )}
          {count === 0 && (
            <Text size="sm" c="dimmed" p="xs">
              {texts.codes.none}
            </Text>
          )}
        </div>
      )}
    </div>
  );
}

interface OptionProps {
  id: string;
  on: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Option({ id, on, onClick, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above has focus and keys
    <div id={id} role="option" aria-selected={on} className={classes.option} onClick={onClick}>
      {children}
    </div>
  );
}
