import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCorpus } from "../../../shared/corpus";
import { MutationError } from "../../../shared/ui/MutationError";
import { date } from "../../../shared/ui/TimeAgo";
import { decisionsQuery, type ProjectDecision, useUndoDecision } from "../api";
import { texts } from "../texts";

/** The decisions on projects of the corpus, newest first; nothing if there are none. */
export function Decisions() {
  const decisions = useQuery(decisionsQuery(useCorpus())).data ?? [];
  const undo = useUndoDecision();
  if (!decisions.length) return null;
  return (
    <section aria-labelledby="decisions">
      <Title order={2} size="h4" mt="lg" mb="xs" id="decisions">
        {texts.decisions.title}
      </Title>
      <MutationError of={undo} />
      <Stack gap="xs">
        {decisions.map((each) => (
          <Group key={each.id} gap="sm" justify="space-between">
            <div dir="auto">
              <Text size="sm">{each.sentence}</Text>
              <Text size="xs" c="dimmed">
                {each.reason} ({whoAndWhen(each)})
              </Text>
            </div>
            {!each.undone_at && (
              <Button
                size="xs"
                variant="default"
                aria-label={texts.decisions.undoOf(each.sentence)}
                loading={undo.isPending && undo.variables === each.id}
                onClick={() => undo.mutate(each.id)}
              >
                {texts.decisions.undo}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </section>
  );
}

function whoAndWhen({ by, at, undone_by, undone_at }: ProjectDecision): string {
  const made = texts.decisions.by(by ?? texts.decisions.unknown, date(at));
  if (!undone_at) return made;
  return `${made}; ${texts.decisions.undone(undone_by ?? texts.decisions.unknown, date(undone_at))}`;
}
