import { Button, CopyButton, Group, Text } from "@mantine/core";
import { texts } from "../texts";

/** The number of selected advisories, with buttons to copy their identifiers and to clear the selection. */
export function Selection({ keys, onClear }: { keys: string[]; onClear: () => void }) {
  if (!keys.length) return null;
  return (
    <Group gap="xs" mb="xs">
      <Text size="sm" role="status">
        {texts.selection.count(keys.length)}
      </Text>
      <CopyButton value={keys.join("\n")}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy}>
            <span aria-live="polite">{copied ? texts.selection.copied : texts.selection.copy}</span>
          </Button>
        )}
      </CopyButton>
      <Button variant="default" size="xs" onClick={onClear}>
        {texts.selection.clear}
      </Button>
    </Group>
  );
}
