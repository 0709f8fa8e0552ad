import { Button, Checkbox, Group, Kbd, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { ApiError } from "../../../api/client";
import { useLabel } from "../../../api/meta";
import { capitalised } from "../../../shared/text/capitalised";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { Warning } from "../../../shared/ui/Warning";
import { CERTAINTIES, type Certainty, type DraftEdit, type NoCodeReason } from "../state/draft";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";
import { WithKey } from "./WithKey";

const NO_CODE_REASONS: [Exclude<NoCodeReason, "">, string][] = [
  ["cannot_tell", "t"],
  ["not_applicable", "n"],
];

const blurOnEscape = (event: KeyboardEvent<HTMLElement>) => {
  if (event.key === "Escape") event.currentTarget.blur();
};

/** Memo, certainty and the reason for giving no code, with the button that submits the unit. */
export function CodingForm() {
  const { study, data, state, dispatch, fields, actions } = useCoding();
  const { draft } = state;
  const { blocker, submission } = actions;
  const certainty = useLabel("certainty");
  const noCode = useLabel("no_code_reason");
  // In a study of projects each activity has an answer of its own.
  const noCodeReasons = study.kind === "projects" ? [] : NO_CODE_REASONS;
  const resubmission = data.coding !== null;
  const edit = (change: DraftEdit) => dispatch({ type: "edit", edit: change });
  return (
    <Stack gap="sm">
      <Textarea
        ref={fields.memo}
        label={<WithKey label={texts.form.memo} keys="m" />}
        placeholder={texts.form.memoHelp}
        autosize
        minRows={1}
        maxRows={6}
        value={draft.memo}
        onChange={(event) => edit({ kind: "memo", memo: event.currentTarget.value })}
        onKeyDown={blurOnEscape}
      />
      <Radio.Group
        label={texts.form.certainty}
        value={draft.certainty}
        onChange={(value) => edit({ kind: "certainty", certainty: value as Certainty })}
      >
        <Group gap="md" mt={4}>
          {CERTAINTIES.map((value) => (
            <Radio key={value} value={value} label={certainty(value)} size="xs" />
          ))}
        </Group>
      </Radio.Group>
      <Stack gap={6}>
        {noCodeReasons.map(([reason, key]) => (
          <Checkbox
            key={reason}
            size="xs"
            label={<WithKey label={capitalised(noCode(reason))} keys={key} />}
            description={texts.form.noCodeHelp(state.multiLabel)[reason]}
            checked={draft.no_code_reason === reason}
            onChange={(event) => edit({ kind: "noCode", reason: event.currentTarget.checked ? reason : "" })}
          />
        ))}
        <Checkbox
          size="xs"
          label={<WithKey label={texts.form.flag} keys="d" />}
          checked={draft.flagged_for_discussion}
          onChange={(event) => edit({ kind: "discuss", discuss: event.currentTarget.checked })}
        />
      </Stack>
      {resubmission && (
        <TextInput
          label={texts.form.reason}
          required
          value={state.reason}
          onChange={(event) => dispatch({ type: "setReason", reason: event.currentTarget.value })}
          onKeyDown={blurOnEscape}
        />
      )}
      {submission.error && <SubmitError error={submission.error} />}
      <Button
        fullWidth
        onClick={actions.submit}
        loading={submission.isPending}
        disabled={blocker !== ""}
        rightSection={
          <Kbd size="xs" visibleFrom="xs">
            Ctrl ⏎
          </Kbd>
        }
        justify="space-between"
      >
        {resubmission ? texts.form.submitChange : texts.form.submit}
      </Button>
      {blocker && (
        <Text size="sm" c="dimmed">
          {blocker}
        </Text>
      )}
      {resubmission && (
        <Button variant="default" size="compact-sm" onClick={actions.cancelEditing}>
          {texts.form.discardChange}
        </Button>
      )}
    </Stack>
  );
}

function SubmitError({ error }: { error: Error }) {
  const notStored = error instanceof ApiError && (error.status === 0 || error.status === 503);
  if (!notStored) return <ErrorPanel error={error} />;
  return (
    <Warning title={texts.form.unreachableTitle} urgent>
      {texts.form.unreachable}
    </Warning>
  );
}
