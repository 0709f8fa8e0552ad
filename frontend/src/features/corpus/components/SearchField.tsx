import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { type RefObject, useState } from "react";

type Props = {
  label: string;
  placeholder?: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
  size?: string;
  field?: RefObject<HTMLInputElement | null>;
};

/** A field that searches shortly after the last key. */
export function SearchField({ label, value, onChange, field, ...look }: Props) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  // A link or the back button can change the value in the address.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  const send = useDebouncedCallback((query: string) => {
    setSent(query);
    onChange(query);
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
