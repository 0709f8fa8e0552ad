import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { finalRaterQuery } from "../api";
import { useApplyFinalRater } from "../hooks/useDecisions";
import { texts } from "../texts";
import { useAdjudication } from "./AdjudicationContext";

/** The causes for which a unit remains open. */
const CAUSES = Object.keys(texts.finalRater.openUnits) as (keyof typeof texts.finalRater.openUnits)[];

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
  const { data } = preview;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        {texts.finalRater.open(count)}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={texts.finalRater.title} size="lg">
        <Stack>
          <Text>{texts.finalRater.effect(count)}</Text>
          {CAUSES.map((cause) =>
            data[cause] > 0 ? (
              <Text key={cause} size="sm">
                {texts.finalRater.openUnits[cause](data[cause])}
              </Text>
            ) : null,
          )}
          <Text size="sm" c="dimmed">
            {texts.finalRater.note}
          </Text>
          {apply.error ? <ErrorPanel error={apply.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)}>
              {texts.finalRater.cancel}
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
              {texts.finalRater.confirm(count)}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
