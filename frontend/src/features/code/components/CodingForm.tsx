import { Button, Checkbox, Group, Kbd, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { KeyboardEvent, RefObject } from "react";
import { ApiError } from "../../../api/client";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { Caution } from "../../../shared/ui/Warning";
import type { Answer, Certainty, Edit, Uncoded } from "../state/draft";

export const CERTAINTIES: Certainty[] = ["certain", "fairly", "unsure"];

const UNCODED: [Exclude<Uncoded, "">, string, string][] = [
  ["cannot_tell", "Cannot tell", "t"],
  ["not_applicable", "Not applicable", "n"],
];

interface Props {
  answer: Answer;
  change: (edit: Edit) => void;
  memoRef: RefObject<HTMLTextAreaElement | null>;
  /** Given when the unit was submitted before: why the answer changes. */
  reason?: { value: string; set: (reason: string) => void; onKeep: () => void };
  /** Why it cannot be submitted now; empty when it can. */
  hindrance: string;
  busy: boolean;
  error: Error | null;
  onSubmit: () => void;
}

const leaveOnEscape = (event: KeyboardEvent<HTMLElement>) => {
  if (event.key === "Escape") event.currentTarget.blur();
};

export function AnswerForm({ answer, change, memoRef, reason, hindrance, busy, error, onSubmit }: Props) {
  const unreached = error instanceof ApiError && error.status === 0;
  return (
    <Stack gap="sm">
      <Textarea
        ref={memoRef}
        label="Memo"
        placeholder="For yourself, and for the talk about disagreements   m"
        autosize
        minRows={1}
        maxRows={6}
        value={answer.memo}
        onChange={(event) => change({ does: "memo", memo: event.currentTarget.value })}
        onKeyDown={leaveOnEscape}
      />
      <Radio.Group
        label="How certain are you?"
        value={answer.certainty}
        onChange={(value) => change({ does: "certainty", certainty: value as Certainty })}
      >
        <Group gap="md" mt={4}>
          {CERTAINTIES.map((value) => (
            <Radio key={value} value={value} label={value} size="xs" />
          ))}
        </Group>
      </Radio.Group>
      <Group gap="md">
        {UNCODED.map(([why, label, key]) => (
          <Checkbox
            key={why}
            size="xs"
            label={<Keyed label={label} keys={key} />}
            checked={answer.uncoded === why}
            onChange={(event) => change({ does: "uncoded", uncoded: event.currentTarget.checked ? why : "" })}
          />
        ))}
        <Checkbox
          size="xs"
          label={<Keyed label="Discuss this" keys="d" />}
          checked={answer.discuss}
          onChange={(event) => change({ does: "discuss", discuss: event.currentTarget.checked })}
        />
      </Group>
      {reason && (
        <TextInput
          label="Why do you change your answer?"
          required
          value={reason.value}
          onChange={(event) => reason.set(event.currentTarget.value)}
          onKeyDown={leaveOnEscape}
        />
      )}
      {unreached ? (
        <Caution title="Not submitted yet" urgent>
          The server could not be reached. Your answer is kept; submit again when the connection is back. It
          counts once.
        </Caution>
      ) : (
        error && <ErrorPanel error={error} />
      )}
      <Button
        fullWidth
        onClick={onSubmit}
        loading={busy}
        disabled={hindrance !== ""}
        rightSection={
          <Kbd size="xs" visibleFrom="xs">
            Ctrl ⏎
          </Kbd>
        }
        justify="space-between"
      >
        {reason ? "Submit the change" : "Submit and next"}
      </Button>
      {hindrance && (
        <Text size="sm" c="dimmed">
          {hindrance}
        </Text>
      )}
      {reason && (
        <Button variant="default" size="compact-sm" onClick={reason.onKeep}>
          Keep what I submitted
        </Button>
      )}
    </Stack>
  );
}

function Keyed({ label, keys }: { label: string; keys: string }) {
  return (
    <>
      {label}{" "}
      <Kbd size="xs" aria-hidden visibleFrom="sm">
        {keys}
      </Kbd>
    </>
  );
}
