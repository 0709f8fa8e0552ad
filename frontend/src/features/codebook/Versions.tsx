import { Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { dateTime } from "../../shared/ui/TimeAgo";
import { useFreeze, versionsQuery } from "./api";
import { texts } from "./texts";
import { differences } from "./versions";

/** Frozen versions, newest first, each with its changes from the previous one. */
export function Versions({ study, lead }: { study: string; lead: boolean }) {
  const freeze = useFreeze(study);
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {texts.versions.title}
        </Title>
        {lead && (
          <Button variant="default" size="xs" loading={freeze.isPending} onClick={() => freeze.mutate()}>
            {texts.versions.freeze}
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
                  const sentences = differences(versions[index - 1]?.codes ?? [], version.codes);
                  return (
                    <div key={version.number}>
                      <Text fw={600}>{texts.versions.heading(version.number, version.codes.length)}</Text>
                      <Text size="sm" c="dimmed">
                        {dateTime(version.created_at)}
                        {version.by && texts.versions.by(version.by)}
                      </Text>
                      {index > 0 && (
                        <List size="sm" mt={4}>
                          {sentences.map((sentence) => (
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
              {texts.versions.none}
            </Text>
          )
        }
      </Loaded>
    </section>
  );
}
