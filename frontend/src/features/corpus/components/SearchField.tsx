import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { type RefObject, useState } from "react";

type Props = {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  size?: string;
  field?: RefObject<HTMLInputElement | null>;
};

/** A field that searches a moment after the last letter. */
export function SearchField({ label, value, onChange, field, ...look }: Props) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  // "Show all" and the back button change the address from outside.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  const send = useDebouncedCallback((words: string) => {
    setSent(words);
    onChange(words);
  }, 250);
  return (
    <TextInput
      type="search"
      ref={field}
      aria-label={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
      {...look}
    />
  );
}
