import { Stack, Text, Title } from "@mantine/core";
import type { Code } from "../../api/studies";
import { CodeMark } from "../../shared/ui/CodeSwatch";

const PARTS = [
  ["definition", "Definition"],
  ["when_to_use", "When to use"],
  ["when_not_to_use", "When not to use"],
  ["examples", "Typical examples"],
  ["near_misses", "Near misses"],
] as const;

/** One code to read. */
export function CodeText({ code }: { code: Code }) {
  const filled = PARTS.filter(([field]) => code[field]);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        <CodeMark code={code} />
      </Title>
      {!filled.length && <Text c="dimmed">Nothing is written about this code yet.</Text>}
      {filled.map(([field, title]) => (
        <div key={field}>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <Text style={{ whiteSpace: "pre-wrap" }}>{code[field]}</Text>
        </div>
      ))}
    </Stack>
  );
}
