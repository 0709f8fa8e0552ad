import { Button, CopyButton, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useMayImport } from "../../../shared/corpus";
import { texts } from "../texts";
import { JoinDialog } from "./JoinDialog";

/** The number of selected advisories, with buttons to copy their identifiers, to join two of them, and to clear it. */
export function Selection({ keys, onClear }: { keys: string[]; onClear: () => void }) {
  const mayImport = useMayImport();
  const [joining, setJoining] = useState(false);
  const [one, other] = keys;
  if (!one) return null;
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
      {mayImport && (
        <Button variant="default" size="xs" disabled={keys.length !== 2} onClick={() => setJoining(true)}>
          {texts.selection.join}
        </Button>
      )}
      {joining && <JoinDialog one={one} other={other} onClose={() => setJoining(false)} />}
      <Button variant="default" size="xs" onClick={onClear}>
        {texts.selection.clear}
      </Button>
    </Group>
  );
}
