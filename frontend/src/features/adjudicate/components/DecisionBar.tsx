import { Button, CloseButton, Group, Kbd, Radio, Text, TextInput, UnstyledButton } from "@mantine/core";
import type { FormEvent } from "react";
import { fieldErrors } from "../../../api/client";
import { useLabel } from "../../../api/meta";
import { CodeFinder } from "../../../shared/codes/CodeFinder";
import { capitalised } from "../../../shared/text/capitalised";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { MutationError } from "../../../shared/ui/MutationError";
import type { DecisionMethod } from "../api";
import { allCodes } from "../state/adjudication";
import { texts } from "../texts";
import { ActivityDecision, AskForSuggestion } from "./ActivityDecision";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

const OFFERED_REASONS = 4;
const NO_CODE_REASONS = [
  ["not_applicable", "n"],
  ["cannot_tell", "t"],
] as const;

/** The decision that is being made: its codes, its reason and its method. */
export function DecisionBar() {
  const { round, data, usableCodes, activities, draft, fields, complete, decide, change, confirm } =
    useDisagreement();
  const ofProjects = activities.length > 0;
  const chosen = draft.codes ?? [];
  const [retired] = draft.retired;
  const decided = data.decision !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm();
  };
  return (
    <form className={classes.bar} onSubmit={submit} aria-label={texts.decision.label}>
      {ofProjects ? <ActivityDecision /> : <ChosenCodes />}
      <div className={ofProjects ? classes.fieldsOfProjects : classes.fields}>
        {!ofProjects && (
          <CodeFinder
            codes={usableCodes}
            placeholder={texts.decision.find}
            inputRef={fields.finder}
            onPick={({ id }) => change({ codes: round.multi_label ? [...new Set([...chosen, id])] : [id] })}
          />
        )}
        <div>
          <TextInput
            ref={fields.reason}
            aria-label={texts.decision.reason}
            placeholder={texts.decision.reason}
            maxLength={5000}
            rightSection={<Kbd size="xs">r</Kbd>}
            value={draft.reason}
            onChange={(event) => change({ reason: event.currentTarget.value })}
            error={fieldErrors(decide.error).reason}
            onKeyDown={(event) => {
              if (event.key === "Escape") event.currentTarget.blur();
            }}
          />
        </div>
        <Button
          type="submit"
          loading={decide.isPending}
          disabled={!complete || (decided && !draft.changed)}
          rightSection={
            <Kbd size="xs" visibleFrom="xs">
              ⏎
            </Kbd>
          }
        >
          {decided ? texts.decision.change : texts.decision.decide}
        </Button>
      </div>
      {retired && (
        <Text size="sm" role="status">
          {texts.decision.retiredCode(retired.label)}
        </Text>
      )}
      {draft.noCodeReason && draft.reason.trim() === "" && (
        <Text size="sm" role="status">
          {texts.decision.needsReason[draft.noCodeReason]}
        </Text>
      )}
      {ofProjects && draft.unanswered.length > 0 && (
        <Text size="sm" role="status">
          {texts.activities.unanswered(
            usableCodes.filter(({ id }) => draft.unanswered.includes(id)).map(({ label }) => label),
          )}
        </Text>
      )}
      <Group gap="md">
        {ofProjects && <AskForSuggestion />}
        <OfferedReasons />
        <MethodChoice />
      </Group>
      <MutationError of={decide} atFields={["reason"]} />
    </form>
  );
}

function ChosenCodes() {
  const { round, data, sharedCodes, draft, change } = useDisagreement();
  const noCode = useLabel("no_code_reason");
  const ids = draft.codes ?? [];
  const codes = ids.flatMap((id) => sharedCodes.find((code) => code.id === id) ?? []);
  return (
    <div className={classes.chosen}>
      <Text size="sm" fw={650} component="span">
        {texts.decision.label}
      </Text>
      {codes.length === 0 && !draft.noCodeReason && (
        <Text size="sm" c="dimmed" component="span">
          {texts.decision.none}
        </Text>
      )}
      {draft.noCodeReason && (
        <Text size="sm" component="span" fw={650}>
          {noCode(draft.noCodeReason)}
        </Text>
      )}
      {codes.map((code) => (
        <span key={code.id} className={classes.chip}>
          <CodeSwatch code={code} />
          {code.retired && (
            <Text size="xs" c="dimmed" component="span">
              {draft.retired.includes(code) ? texts.decision.retired : texts.decision.merged}
            </Text>
          )}
          <CloseButton
            size="xs"
            aria-label={texts.decision.remove(code.label)}
            onClick={() => change({ codes: ids.filter((id) => id !== code.id) })}
          />
        </span>
      ))}
      {NO_CODE_REASONS.map(([reason, key]) => (
        <Button
          key={reason}
          size="compact-sm"
          variant="default"
          title={texts.decision.noCodeHelp[reason]}
          aria-pressed={draft.noCodeReason === reason}
          data-chosen={draft.noCodeReason === reason || undefined}
          className={classes.choose}
          onClick={() => change({ noCodeReason: reason })}
        >
          {capitalised(noCode(reason))}&nbsp;<Kbd size="xs">{key}</Kbd>
        </Button>
      ))}
      {round.multi_label && (
        <Button size="compact-sm" variant="default" onClick={() => change({ codes: allCodes(data.codings) })}>
          {texts.decision.chooseAll}&nbsp;<Kbd size="xs">b</Kbd>
        </Button>
      )}
    </div>
  );
}

function OfferedReasons() {
  const { data, change } = useDisagreement();
  if (data.reasons.length === 0) return null;
  return (
    <div className={classes.reasons}>
      <Text size="xs" c="dimmed" component="span">
        {texts.decision.offeredReasons}
      </Text>
      {data.reasons.slice(0, OFFERED_REASONS).map((reason) => (
        <UnstyledButton
          key={reason}
          className={classes.reason}
          onClick={() => change({ reason })}
          title={reason}
        >
          {reason}
        </UnstyledButton>
      ))}
    </div>
  );
}

function MethodChoice() {
  const { permission, draft, change } = useDisagreement();
  const label = useLabel("decision_method");
  if (permission.methods.length < 2) return null;
  return (
    <Radio.Group
      value={draft.method}
      onChange={(method) => change({ method: method as DecisionMethod })}
      aria-label={texts.decision.method}
    >
      <Group gap="md">
        <Radio size="xs" value="final_rater" label={label("final_rater")} />
        <Radio size="xs" value="discussion" label={label("discussion")} />
      </Group>
    </Radio.Group>
  );
}
