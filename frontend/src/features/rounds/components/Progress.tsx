import { Progress as Bar, Group, Stack, Text } from "@mantine/core";
import type { Round } from "../../../api/studies";

/** How many units each rater has submitted: all that anybody may know before the seal is lifted. */
export function Progress({ round }: { round: Round }) {
  return (
    <Stack gap="xs" mt="sm" maw="44rem">
      {round.raters.map(({ name, assigned, submitted, commitment }) => (
        <div key={name}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{name}</Text>
            <Text size="sm" c="dimmed">
              {submitted} of {assigned} submitted
            </Text>
          </Group>
          <Bar
            value={assigned ? (100 * submitted) / assigned : 0}
            size="sm"
            aria-label={`${name}: ${submitted} of ${assigned} units submitted`}
          />
          {commitment && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              Bound by SHA-256 {commitment}
            </Text>
          )}
        </div>
      ))}
    </Stack>
  );
}
