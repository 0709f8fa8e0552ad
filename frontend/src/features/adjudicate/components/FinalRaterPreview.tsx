import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { finalRaterQuery } from "../api";
import { useApplyFinalRater } from "../hooks/useDecisions";
import { useAdjudication } from "./AdjudicationContext";

/** Applies the final rater's own codes to all undecided units, after a preview of the effect. */
export function FinalRaterPreview() {
  const { study, round, open } = useAdjudication();
  const apply = useApplyFinalRater();
  const [opened, setOpened] = useState(false);
  const preview = useQuery({
    ...finalRaterQuery(study.slug, round.number),
    enabled: round.state === "closed",
  });
  const count = preview.data?.will_decide ?? 0;
  if (!preview.data || round.state !== "closed" || count === 0) return null;
  const undecided = [
    [preview.data.not_coded, "you did not code them"],
    [preview.data.no_code, "you answered there without a code"],
    [preview.data.position_changed, "you changed your codes in the discussion"],
    [preview.data.code_retired, "your code is retired"],
    [preview.data.awaiting_response, "they are still being discussed"],
  ] as const;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        Apply my codes to {count} …
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Apply the final rater’s own codes"
        size="lg"
      >
        <Stack>
          <Text>
            {count === 1 ? "One open disagreement is" : `${count} open disagreements are`} decided by your
            first coding there. The other raters’ codings stay on record, and agreement does not change.
          </Text>
          {undecided.map(([units, cause]) =>
            units > 0 ? (
              <Text key={cause} size="sm">
                Open, because {cause}: {units}
              </Text>
            ) : null,
          )}
          <Text size="sm" c="dimmed">
            You can withdraw each decision until the round is settled. The release states how many units were
            decided this way.
          </Text>
          {apply.error ? <ErrorPanel error={apply.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)}>
              Not now
            </Button>
            <Button
              loading={apply.isPending}
              onClick={() =>
                apply.mutate("", {
                  onSuccess: () => {
                    setOpened(false);
                    open(null);
                  },
                })
              }
              data-autofocus
            >
              Decide {count === 1 ? "this one" : `these ${count}`} by my coding
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
