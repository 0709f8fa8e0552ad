import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Round, Study } from "../../../api/studies";
import { orderWords } from "../../../shared/codes/order";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { useOpen } from "../api";
import { allocationSentence } from "../state/allocation";
import { useRoundOrder } from "../state/codebookOrder";
import { texts } from "../texts";
import { usePlanSentences } from "./PlanText";
import { PlanWarnings } from "./PlanWarnings";

/** Opens the round after showing its plan, which cannot be changed afterwards. */
export function OpenRound({ study, round, onChange }: { study: Study; round: Round; onChange: () => void }) {
  const [opened, dialog] = useDisclosure(false);
  const open = useOpen(study.slug, round.number);
  const order = useRoundOrder(study, round);
  const settings = [
    ...usePlanSentences(round, study.kind),
    ...(order ? [texts.plan.orderSentence(orderWords(order))] : []),
  ];
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
        <PlanWarnings
          study={study}
          round={round}
          onChange={() => {
            dialog.close();
            onChange();
          }}
        />
        <Text size="sm">
          {[allocationSentence(round), ...settings, texts.open.sealed].join(" ")} <b>{texts.open.final}</b>
        </Text>
      </TypedConfirm>
    </>
  );
}
