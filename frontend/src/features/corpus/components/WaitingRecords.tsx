import { Anchor, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { waitingQuery } from "../../../api/advisories";
import { useCorpus } from "../../../shared/corpus";
import { MutationError } from "../../../shared/ui/MutationError";
import { Warning } from "../../../shared/ui/Warning";
import { useDecide, type Waiting } from "../api";
import { texts } from "../texts";

/** The records that wait for a decision; nothing if there are none. */
export function WaitingRecords() {
  const corpus = useCorpus();
  const waiting = useQuery(waitingQuery(corpus)).data ?? [];
  const [chosen, setChosen] = useState<Waiting | null>(null);
  if (!waiting.length) return null;
  return (
    <Warning title={texts.waiting.title(waiting.length)}>
      <Text size="sm">{texts.waiting.lead}</Text>
      <Stack gap="xs" mt="xs">
        {waiting.map((each) => (
          <Group key={each.id} gap="sm">
            <Text size="sm">
              <strong>{texts.waiting.from(each.identifier, each.origin)}</strong> {each.sentence}{" "}
              {each.keys.map((key) => (
                <span key={key}>
                  <Anchor component={Link} to={`${corpus}/advisories/${encodeURIComponent(key)}`}>
                    {key}
                  </Anchor>{" "}
                </span>
              ))}
            </Text>
            <Button size="xs" variant="default" onClick={() => setChosen(each)}>
              {texts.waiting.decide}
            </Button>
          </Group>
        ))}
      </Stack>
      {chosen && <DecideDialog waiting={chosen} onClose={() => setChosen(null)} />}
    </Warning>
  );
}

function DecideDialog({ waiting, onClose }: { waiting: Waiting; onClose: () => void }) {
  const decide = useDecide(waiting.id);
  const [reason, setReason] = useState("");
  const button = (decision: "use" | "keep", label: string) => (
    <Button
      variant={decision === "keep" ? "filled" : "default"}
      disabled={!reason.trim()}
      loading={decide.isPending && decide.variables.decision === decision}
      onClick={() => decide.mutate({ decision, reason }, { onSuccess: onClose })}
    >
      {label}
    </Button>
  );
  return (
    <Modal opened onClose={onClose} title={texts.waiting.from(waiting.identifier, waiting.origin)}>
      <Stack>
        <Text size="sm">{waiting.sentence}</Text>
        <Textarea
          label={texts.waiting.reason}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <MutationError of={decide} />
        <Group>
          {button("keep", texts.waiting.keep[waiting.kind] ?? "")}
          {waiting.can_use && button("use", texts.waiting.use[waiting.kind] ?? "")}
          <Button variant="subtle" onClick={onClose}>
            {texts.waiting.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
