import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Round, Study } from "../../../api/studies";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { useOpen } from "../api";
import { allocationSentence, texts } from "../texts";
import { usePlanSentences } from "./PlanText";

/** Opens the round after showing its plan, which cannot be changed afterwards. */
export function OpenRound({ study, round }: { study: Study; round: Round }) {
  const [opened, dialog] = useDisclosure(false);
  const open = useOpen(study.slug, round.number);
  const settings = usePlanSentences(round);
  return (
    <>
      <Button onClick={dialog.open}>{texts.round.open}</Button>
      <TypedConfirm
        opened={opened}
        onClose={dialog.close}
        title={texts.open.title(round.number)}
        word={texts.open.word}
        action={texts.round.open}
        busy={open.isPending}
        error={open.error}
        onConfirm={() => open.mutate()}
      >
        {round.threshold === null && <Text size="sm">{texts.open.noThreshold}</Text>}
        <Text size="sm">
          {[allocationSentence(round), ...settings, texts.open.sealed].join(" ")} <b>{texts.open.final}</b>
        </Text>
      </TypedConfirm>
    </>
  );
}
