import { Progress as Bar, Group, Stack, Text } from "@mantine/core";
import type { Round } from "../../../api/studies";
import { texts } from "../texts";

/** Number of submitted units per rater, which is all that members see before the round is unsealed. */
export function Progress({ round }: { round: Round }) {
  return (
    <Stack gap="xs" mt="sm" maw="44rem">
      {round.raters.map(({ name, assigned, submitted, commitment }) => (
        <div key={name}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{name}</Text>
            <Text size="sm" c="dimmed">
              {texts.progress.submitted(submitted, assigned)}
            </Text>
          </Group>
          <Bar
            value={assigned ? (100 * submitted) / assigned : 0}
            size="sm"
            aria-label={texts.progress.bar(name, submitted, assigned)}
          />
          {commitment && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              {submitted < assigned
                ? texts.progress.earlierCommitment(commitment)
                : texts.progress.commitment(commitment)}
            </Text>
          )}
        </div>
      ))}
    </Stack>
  );
}
