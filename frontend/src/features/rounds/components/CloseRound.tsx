import { Button, Checkbox, List, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import type { Round, Study } from "../../../api/studies";
import { listed } from "../../../shared/text/list";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { useClose } from "../api";
import { leftWords } from "../state/labels";

/** Closing lifts the seal, which cannot be undone. */
export function CloseRound({ study, round }: { study: Study; round: Round }) {
  const [opened, dialog] = useDisclosure(false);
  const [anyway, setAnyway] = useState(false);
  const close = useClose(study.slug, round.number);
  const left = leftWords(round);
  const names = listed(round.raters.map(({ name }) => name));
  return (
    <>
      <Button onClick={dialog.open} variant={left ? "default" : "filled"}>
        Close the round
      </Button>
      <TypedConfirm
        opened={opened}
        onClose={dialog.close}
        title={`Close round ${round.number} and lift the seal`}
        word="lift the seal"
        action="Lift the seal"
        busy={close.isPending}
        error={close.error}
        onConfirm={() => close.mutate({ confirm: "lift the seal", even_if_unfinished: anyway })}
      >
        <List size="sm" spacing={6}>
          <List.Item>
            Every member of the study can then read what {names} submitted. This cannot be undone.
          </List.Item>
          <List.Item>
            The codings stay as they are, for ever; nobody can submit or change one afterwards.
          </List.Item>
          <List.Item>Agreement is computed from these first ratings.</List.Item>
          {round.style === "open" && (
            <List.Item>The raters' own codes have to be matched before disagreements are known.</List.Item>
          )}
        </List>
        {left && (
          <>
            <Text>Not finished yet, units left: {left}.</Text>
            <Checkbox
              label="Close even so. What was not submitted counts as not coded, and drafts stay unread."
              checked={anyway}
              onChange={(event) => setAnyway(event.currentTarget.checked)}
            />
          </>
        )}
      </TypedConfirm>
    </>
  );
}
