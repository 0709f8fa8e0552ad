import { Stack, Text, Title } from "@mantine/core";
import type { Code } from "../../api/studies";
import { CodeSwatch } from "../../shared/ui/CodeSwatch";
import { texts } from "./texts";

const PARTS = ["definition", "when_to_use", "when_not_to_use", "examples", "near_misses"] as const;

/** One code, read-only. */
export function CodeText({ code }: { code: Code }) {
  const filled = PARTS.filter((field) => code[field]);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        <CodeSwatch code={code} />
      </Title>
      {!filled.length && <Text c="dimmed">{texts.code.empty}</Text>}
      {filled.map((field) => (
        <div key={field}>
          <Text size="sm" fw={600}>
            {texts.fields[field]}
          </Text>
          <Text style={{ whiteSpace: "pre-wrap" }}>{code[field]}</Text>
        </div>
      ))}
    </Stack>
  );
}
