import { Stack, Text, Title } from "@mantine/core";
import type { Code } from "../../api/studies";
import { CODE_TEXTS } from "../../shared/codes/codeTexts";
import { texts as sharedTexts } from "../../shared/texts";
import { CodeSwatch } from "../../shared/ui/CodeSwatch";
import { texts } from "./texts";

/** One code, read-only. */
export function CodeText({ code }: { code: Code }) {
  const filled = CODE_TEXTS.filter((field) => code[field]);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        <CodeSwatch code={code} />
      </Title>
      {!filled.length && <Text c="dimmed">{texts.code.empty}</Text>}
      {filled.map((field) => (
        <div key={field}>
          <Text size="sm" fw={600}>
            {sharedTexts.codeFields[field]}
          </Text>
          <Text style={{ whiteSpace: "pre-wrap" }}>{code[field]}</Text>
        </div>
      ))}
    </Stack>
  );
}
