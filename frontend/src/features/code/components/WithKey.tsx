import { Kbd } from "@mantine/core";

/** The label of a control with the key that reaches it. */
export function WithKey({ label, keys }: { label: string; keys: string }) {
  return (
    <>
      {label}{" "}
      <Kbd size="xs" aria-hidden visibleFrom="sm">
        {keys}
      </Kbd>
    </>
  );
}
