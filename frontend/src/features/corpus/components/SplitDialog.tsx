import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Advisory } from "../../../api/advisories";
import { MutationError } from "../../../shared/ui/MutationError";
import { useSplit } from "../api";
import { texts } from "../texts";

type Side = "0" | "1";

/** Two groups, into which a person puts the identifiers and records of an advisory. */
export function SplitDialog({ advisory, onClose }: { advisory: Advisory; onClose: () => void }) {
  const go = useNavigate();
  const split = useSplit(advisory.key);
  const [second, setSecond] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const identifiers = [advisory.key, ...advisory.aliases];
  // A record belongs to the group that has its own identifier.
  const sideOf = (identifier: string): Side => (second.has(identifier) ? "1" : "0");
  const groups = (["0", "1"] as const).map((side) => ({
    identifiers: identifiers.filter((identifier) => sideOf(identifier) === side),
    records: advisory.sources.filter(({ identifier }) => sideOf(identifier) === side).map(({ id }) => id),
  }));
  const complete = groups.every((group) => group.identifiers.length && group.records.length);
  const put = (identifier: string, side: string) =>
    setSecond((chosen) =>
      side === "1"
        ? new Set([...chosen, identifier])
        : new Set([...chosen].filter((other) => other !== identifier)),
    );
  const send = () =>
    split.mutate(
      { groups, reason },
      {
        onSuccess: ({ keys }) =>
          void go(`../${encodeURIComponent(keys[0] ?? advisory.key)}`, { relative: "path" }),
      },
    );
  return (
    <Modal opened onClose={onClose} title={texts.joins.splitTitle(advisory.key)} size="lg">
      <Stack>
        <Text size="sm">{texts.joins.splitLead}</Text>
        <Title order={3} size="h5">
          {texts.joins.identifiers}
        </Title>
        {identifiers.map((identifier) => (
          <Group key={identifier} justify="space-between" gap="xs">
            <Text size="sm">{identifier}</Text>
            <SegmentedControl
              size="xs"
              aria-label={identifier}
              data={[
                { value: "0", label: texts.joins.first },
                { value: "1", label: texts.joins.second },
              ]}
              value={sideOf(identifier)}
              onChange={(side) => put(identifier, side)}
            />
          </Group>
        ))}
        <Title order={3} size="h5">
          {texts.joins.records}
        </Title>
        {advisory.sources.map((source) => (
          <Group key={source.id} justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm">
              {source.identifier} ({source.format})
              {source.aliases.length > 0 && (
                <Text span size="xs" c="dimmed">
                  {" "}
                  {texts.joins.names(source.aliases.join(", "))}
                </Text>
              )}
            </Text>
            <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
              {sideOf(source.identifier) === "0" ? texts.joins.first : texts.joins.second}
            </Text>
          </Group>
        ))}
        <Textarea
          label={texts.joins.reason}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <MutationError of={split} />
        <Group>
          <Button onClick={send} loading={split.isPending} disabled={!complete || !reason.trim()}>
            {texts.joins.split}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {texts.joins.cancel}
          </Button>
          {!complete && (
            <Text size="sm" c="dimmed">
              {texts.joins.incomplete}
            </Text>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
