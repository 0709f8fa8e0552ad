import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { MutationError } from "../../../shared/ui/MutationError";
import { texts } from "../texts";

interface Props {
  title: string;
  lead: string;
  action: string;
  of: Parameters<typeof MutationError>[0]["of"];
  loading: boolean;
  disabled?: boolean;
  children?: ReactNode;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** A decision on projects, with its reason. */
export function DecisionDialog({
  title,
  lead,
  action,
  of,
  loading,
  disabled,
  children,
  onSend,
  onClose,
}: Props) {
  const [reason, setReason] = useState("");
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Stack>
        <Text size="sm">{lead}</Text>
        {children}
        <Textarea
          label={texts.decisions.reason}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <MutationError of={of} />
        <Group>
          <Button onClick={() => onSend(reason)} loading={loading} disabled={disabled || !reason.trim()}>
            {action}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {texts.decisions.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
