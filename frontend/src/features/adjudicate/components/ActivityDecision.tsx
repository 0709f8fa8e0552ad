import { Button, Kbd, Text, UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { AnswerButtons } from "../../../shared/activities/AnswerButtons";
import { type Answers, answersOf } from "../../../shared/activities/answers";
import { passagesOn } from "../../../shared/activities/evidence";
import { PassageList } from "../../../shared/activities/PassageList";
import { texts as shared } from "../../../shared/texts";
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
  const { sharedCodes, state, draft, suggestion, answer, openActivity, openRow } = useDisagreement();
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
        <td key={rater}>{shared.activities.answers[answers[id] ?? "no"]}</td>
      ))}
      {suggestion.data && (
        <td className={classes.rules} title={suggested?.reason}>
          {suggested ? shared.activities.suggested[suggested.suggestion] : "–"}
        </td>
      )}
      <td>
        <AnswerButtons
          label={texts.activities.decisionOn(code.label)}
          answer={draft.answers[id]}
          open={open}
          onAnswer={(value) => {
            answer(id, value);
            if (!open) openRow(id);
          }}
        />
      </td>
    </tr>
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
  return (
    <PassageList
      activity={code.label}
      passages={passagesOn(passages, code)}
      shown={state.passage}
      onOpen={(passage) => openActivity(code.id, passage)}
      oneLine
    />
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
