import { Button, CopyButton, Group, Text } from "@mantine/core";

/** What was selected in the table, to take along. */
export function Selection({ keys, onClear }: { keys: string[]; onClear: () => void }) {
  if (!keys.length) return null;
  return (
    <Group gap="xs" mb="xs">
      <Text size="sm" role="status">
        {keys.length} selected
      </Text>
      <CopyButton value={keys.join("\n")}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy}>
            <span aria-live="polite">{copied ? "Copied" : "Copy the identifiers"}</span>
          </Button>
        )}
      </CopyButton>
      <Button variant="default" size="xs" onClick={onClear}>
        Select none
      </Button>
    </Group>
  );
}
