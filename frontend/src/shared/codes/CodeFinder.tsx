import { Kbd, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { CodeSwatch } from "../ui/CodeSwatch";
import classes from "./CodeFinder.module.css";
import { type Findable, findCodes, newLabel } from "./find";

interface Props<Code extends Findable> {
  codes: readonly Code[];
  onPick: (code: Code) => void;
  /** Left out where no code may be made. */
  onCreate?: (label: string) => void;
  placeholder: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  busy?: boolean;
}

const MOST = 30;

/** Find a code or, where that is allowed, make it: Enter takes the best hit. */
export function CodeFinder<Code extends Findable>(props: Props<Code>) {
  const { codes, onPick, onCreate, placeholder, inputRef, busy } = props;
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const id = useId();

  const found = findCodes(codes, query).slice(0, MOST);
  const label = onCreate ? newLabel(codes, query) : null;
  const count = found.length + (label ? 1 : 0);
  const shown = open && query.trim() !== "";

  const leave = () => {
    setQuery("");
    setOpen(false);
    setActive(0);
    inputRef?.current?.blur();
  };
  const take = (index: number) => {
    const code = found[index];
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
        // Pressing the mouse must not take the focus out of the field before the click is done.
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Codes that fit"
          className={classes.list}
          onMouseDown={(event) => event.preventDefault()}
        >
          {found.map((code, index) => (
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
              id={`${id}-${found.length}`}
              on={active === found.length}
              onClick={() => take(found.length)}
            >
              New code <b>{label}</b>
            </Option>
          )}
          {count === 0 && (
            <Text size="sm" c="dimmed" p="xs">
              No code fits.
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
