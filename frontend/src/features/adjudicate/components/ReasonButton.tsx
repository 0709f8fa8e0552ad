import { Button, type ButtonProps, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { fieldErrors } from "../../../api/client";
import { MutationError } from "../../../shared/ui/MutationError";

type Props = {
  /** Words on the button and in the dialog. */
  words: { open: string; title: string; reason: string; reasonHelp: string; cancel: string; confirm: string };
  size?: ButtonProps["size"];
  /** What happens with the reason. */
  action: UseMutationResult<unknown, Error, string>;
  /** What the action changes. */
  children: ReactNode;
};

/** A button whose dialog asks for a reason before the action. */
export function ReasonButton({ words, size, action, children }: Props) {
  const [asking, dialog] = useDisclosure(false);
  const [reason, setReason] = useState("");
  return (
    <>
      <Button size={size} variant="default" onClick={dialog.open}>
        {words.open}
      </Button>
      <Modal opened={asking} onClose={dialog.close} title={words.title} size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            action.mutate(reason, { onSuccess: dialog.close });
          }}
        >
          <Stack>
            {children}
            <Textarea
              label={words.reason}
              description={words.reasonHelp}
              maxLength={5000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={fieldErrors(action.error).reason}
              data-autofocus
            />
            <MutationError of={action} atFields={["reason"]} />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                {words.cancel}
              </Button>
              <Button type="submit" loading={action.isPending}>
                {words.confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
