import { List, Text } from "@mantine/core";

/** Sentences under a heading; nothing if there are none. */
export function ImportRemarks({ title, lines }: { title: string; lines: string[] }) {
  if (!lines.length) return null;
  return (
    <section>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <List size="sm" style={{ overflowWrap: "anywhere" }}>
        {[...new Set(lines)].map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </section>
  );
}
