import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useCorpus } from "../../../shared/corpus";
import { MutationError } from "../../../shared/ui/MutationError";
import { useJoin } from "../api";
import { texts } from "../texts";

/** Joins an advisory with another one, which is chosen already or named here by one of its identifiers. */
export function JoinDialog({ one, other, onClose }: { one: string; other?: string; onClose: () => void }) {
  const go = useNavigate();
  const corpus = useCorpus();
  const join = useJoin();
  const [named, setNamed] = useState("");
  const [reason, setReason] = useState("");
  const second = other ?? named.trim();
  const send = () =>
    join.mutate(
      { keys: [one, second], reason },
      {
        onSuccess: ({ keys }) => {
          onClose();
          void go(`${corpus}/advisories/${encodeURIComponent(keys[0] ?? one)}`);
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={texts.joins.joinTitle(one)} size="lg">
      <Stack>
        <Text size="sm">{texts.joins.joinLead}</Text>
        {other ? (
          <Text size="sm">{texts.joins.both(one, other)}</Text>
        ) : (
          <TextInput
            label={texts.joins.other}
            required
            maxLength={200}
            value={named}
            onChange={(event) => setNamed(event.currentTarget.value)}
          />
        )}
        <Textarea
          label={texts.joins.reason}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <MutationError of={join} />
        <Group>
          <Button onClick={send} loading={join.isPending} disabled={!second || !reason.trim()}>
            {texts.joins.join}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {texts.joins.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
