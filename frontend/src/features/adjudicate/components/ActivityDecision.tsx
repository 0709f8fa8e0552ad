import { Anchor, Button, Kbd, Text, UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import {
  ANSWER_KEYS,
  ANSWERS,
  type Answer,
  type Answers,
  answersOf,
} from "../../../shared/activities/answers";
import { passagesOn } from "../../../shared/activities/evidence";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { MutationError } from "../../../shared/ui/MutationError";
import { WideTable } from "../../../shared/ui/WideTable";
import { texts } from "../texts";
import classes from "./ActivityDecision.module.css";
import { useDisagreement } from "./DisagreementContext";

/** The answers of the raters about each activity, what the rules suggest once it was asked for, and the decision. */
export function ActivityDecision() {
  const { data, activities, suggestion } = useDisagreement();
  const raters = data.codings.map(({ rater, merged_codes, unclear }) => ({
    rater,
    answers: answersOf({ codes: merged_codes, unclear }, activities),
  }));
  return (
    <>
      <WideTable label={texts.activities.label} minWidth={300 + 60 * raters.length}>
        <table className={classes.table} aria-label={texts.activities.label}>
          <thead>
            <tr>
              <th scope="col">{texts.activities.activity}</th>
              {raters.map(({ rater }) => (
                <th key={rater} scope="col">
                  {rater}
                </th>
              ))}
              {suggestion.data && (
                <th scope="col" className={classes.rules}>
                  {texts.activities.rules}
                </th>
              )}
              <th scope="col">{texts.decision.label}</th>
            </tr>
          </thead>
          <tbody>
            {activities.map((code, index) => (
              <ActivityRow key={code} code={code} index={index} raters={raters} />
            ))}
          </tbody>
        </table>
      </WideTable>
      <ReasonOfRules />
      <Findings />
    </>
  );
}

interface RowProps {
  code: number;
  index: number;
  raters: readonly { rater: string; answers: Answers }[];
}

function ActivityRow({ code: id, index, raters }: RowProps) {
  const { sharedCodes, state, draft, suggestion, openActivity } = useDisagreement();
  const row = useRef<HTMLTableRowElement>(null);
  const code = sharedCodes.find((candidate) => candidate.id === id);
  const open = state.activity === id;
  useEffect(() => {
    if (open) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [open]);
  if (!code) return null;
  const suggested = suggestion.data?.activities.find(({ name }) => name === code.activity);
  const differ = raters.some(({ answers }) => answers[id] !== raters[0]?.answers[id]);
  return (
    <tr
      ref={row}
      data-open={open || undefined}
      data-differ={differ || undefined}
      aria-current={open ? "true" : undefined}
    >
      <th scope="row">
        <UnstyledButton className={classes.label} onClick={() => openActivity(id)}>
          {index < 9 && (
            <Kbd size="xs" mr={6} visibleFrom="xs" aria-hidden>
              {index + 1}
            </Kbd>
          )}
          <CodeSwatch code={code} />
        </UnstyledButton>
      </th>
      {raters.map(({ rater, answers }) => (
        <td key={rater}>{texts.activities.answers[answers[id] ?? "no"]}</td>
      ))}
      {suggestion.data && (
        <td className={classes.rules} title={suggested?.reason}>
          {suggested ? texts.activities.suggested[suggested.suggestion] : "–"}
        </td>
      )}
      <td>
        <Choice code={id} label={code.label} answer={draft.answers[id]} open={open} />
      </td>
    </tr>
  );
}

interface ChoiceProps {
  code: number;
  label: string;
  answer: Answer | undefined;
  open: boolean;
}

function Choice({ code, label, answer: given, open }: ChoiceProps) {
  const { answer, openRow } = useDisagreement();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in all browsers
    <div role="group" aria-label={texts.activities.decisionOn(label)} className={classes.answers}>
      {ANSWERS.map((value) => (
        <Button
          key={value}
          size="compact-sm"
          variant="default"
          className={classes.answer}
          aria-pressed={given === value}
          data-chosen={given === value || undefined}
          aria-keyshortcuts={open ? ANSWER_KEYS[value] : undefined}
          onClick={() => {
            answer(code, value);
            if (!open) openRow(code);
          }}
        >
          {texts.activities.answers[value]}
          {open && (
            <Kbd size="xs" ml={6} visibleFrom="sm" aria-hidden>
              {ANSWER_KEYS[value]}
            </Kbd>
          )}
        </Button>
      ))}
    </div>
  );
}

/** Why the rules suggest what they suggest for the open activity, once it was asked for. */
function ReasonOfRules() {
  const { sharedCodes, state, suggestion } = useDisagreement();
  const activity = sharedCodes.find(({ id }) => id === state.activity)?.activity;
  const reason = suggestion.data?.activities.find(({ name }) => name === activity)?.reason;
  if (!reason) return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {texts.activities.reason(reason)}
    </Text>
  );
}

/** The findings on the open activity, each the way to its words in the text. */
function Findings() {
  const { passages, sharedCodes, state, openActivity } = useDisagreement();
  const code = sharedCodes.find(({ id }) => id === state.activity);
  if (!code) return null;
  const own = passagesOn(passages, code);
  if (own.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {texts.activities.noFindings(code.label)}
      </Text>
    );
  }
  return (
    <ul className={classes.findings} aria-label={texts.activities.findings(code.label)}>
      {own.map((passage) => {
        const current = state.passage?.start === passage.start;
        return (
          <li key={passage.start}>
            <Anchor
              component="button"
              type="button"
              size="xs"
              aria-current={current ? "true" : undefined}
              fw={current ? 650 : undefined}
              onClick={() => openActivity(code.id, passage)}
            >
              {passage.label}
            </Anchor>
          </li>
        );
      })}
    </ul>
  );
}

/** The button that asks for the suggestion, if the plan allows it. */
export function AskForSuggestion() {
  const { study, round, suggestion } = useDisagreement();
  if (round.final_rater !== study.me || round.suggestions === "never" || suggestion.data) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        title={texts.activities.recorded}
        loading={suggestion.isPending}
        onClick={() => suggestion.mutate()}
      >
        {texts.activities.show}&nbsp;<Kbd size="xs">h</Kbd>
      </Button>
      <MutationError of={suggestion} />
    </>
  );
}
