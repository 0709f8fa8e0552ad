import { Button, Checkbox, List, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import type { Round, Study } from "../../../api/studies";
import { listed } from "../../../shared/text/list";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { useClose } from "../api";
import { remainingUnits } from "../state/allocation";
import { texts } from "../texts";

/** Closes and unseals the round, which cannot be undone. */
export function CloseRound({ study, round }: { study: Study; round: Round }) {
  const [opened, dialog] = useDisclosure(false);
  const [anyway, setAnyway] = useState(false);
  const close = useClose(study.slug, round.number);
  const remaining = remainingUnits(round);
  const names = listed(round.raters.map(({ name }) => name));
  return (
    <>
      <Button onClick={dialog.open} variant={remaining ? "default" : "filled"}>
        {texts.close.open}
      </Button>
      <TypedConfirm
        opened={opened}
        onClose={dialog.close}
        title={texts.close.title(round.number)}
        word={texts.close.word}
        action={texts.close.confirm}
        busy={close.isPending}
        error={close.error}
        onConfirm={() => close.mutate({ confirm: "unseal", even_if_unfinished: anyway })}
      >
        <List size="sm" spacing={6}>
          <List.Item>{texts.close.visible(names)}</List.Item>
          <List.Item>{texts.close.final}</List.Item>
          <List.Item>{texts.close.agreement}</List.Item>
          {round.style === "open" && <List.Item>{texts.close.matching}</List.Item>}
        </List>
        {remaining && (
          <>
            <Text>{texts.close.unfinished(remaining)}</Text>
            <Checkbox
              label={texts.close.anyway}
              checked={anyway}
              onChange={(event) => setAnyway(event.currentTarget.checked)}
            />
          </>
        )}
      </TypedConfirm>
    </>
  );
}
