import { Text } from "@mantine/core";
import type { CodeBrief } from "../../api/studies";
import { texts } from "../texts";

/** The code into which this one was merged after the round; nothing if it was not merged. */
export function MergeTarget({ code, merged }: { code: CodeBrief; merged: readonly CodeBrief[] }) {
  if (merged.some(({ id }) => id === code.id) || merged.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {texts.mergedInto(merged.map(({ label }) => label))}
    </Text>
  );
}
