import { Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { dateTime } from "../../shared/ui/TimeAgo";
import { useFreeze, versionsQuery } from "./api";
import { differences } from "./versions";

/** Frozen versions, newest first, each with what changed since the one before. */
export function Versions({ study, lead }: { study: string; lead: boolean }) {
  const freeze = useFreeze(study);
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          Frozen versions
        </Title>
        {lead && (
          <Button variant="default" size="xs" loading={freeze.isPending} onClick={() => freeze.mutate()}>
            Freeze a version now
          </Button>
        )}
      </Group>
      <MutationError of={freeze} />
      <Loaded query={useQuery(versionsQuery(study))} rows={2}>
        {(versions) =>
          versions.length ? (
            <Stack gap="md">
              {versions
                .map((version, index) => {
                  const words = differences(versions[index - 1]?.codes ?? [], version.codes);
                  return (
                    <div key={version.number}>
                      <Text fw={600}>
                        Version {version.number}: {version.codes.length} codes
                      </Text>
                      <Text size="sm" c="dimmed">
                        {dateTime(version.created_at)}
                        {version.by && `, by ${version.by}`}
                      </Text>
                      {index > 0 && (
                        <List size="sm" mt={4}>
                          {words.map((sentence) => (
                            <List.Item key={sentence}>{sentence}</List.Item>
                          ))}
                        </List>
                      )}
                    </div>
                  );
                })
                .reverse()}
            </Stack>
          ) : (
            <Text c="dimmed" size="sm">
              None yet. A version is frozen by itself when a closed round opens and when a release is
              published.
            </Text>
          )
        }
      </Loaded>
    </section>
  );
}
