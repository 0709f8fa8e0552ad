import { Paper, Stack, Text, Title } from "@mantine/core";
import { texts } from "./texts";

/** What was read: files, layout with units and raters, what was left out, the number of codes. */
export function WhatWasRead({ lines }: { lines: readonly string[] }) {
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {texts.reading.title}
      </Title>
      <Stack gap={4} dir="auto">
        {lines.map((line) => (
          <Text key={line} size="sm" style={{ overflowWrap: "anywhere" }}>
            {line}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
