import { Anchor, Button, Kbd, Text, Tooltip, UnstyledButton } from "@mantine/core";
import type { Code } from "../../../api/studies";
import { ANSWER_KEYS, ANSWERS } from "../../../shared/activities/answers";
import { passagesOn } from "../../../shared/activities/evidence";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { answerOf, type CodingDraft } from "../state/draft";
import { texts } from "../texts";
import classes from "./ActivityPanel.module.css";
import { SegmentLine } from "./ChosenCodes";
import { Definition } from "./CodeList";
import { useCoding } from "./CodingContext";
import screenClasses from "./CodingScreen.module.css";

/** The activities of a project, a row each: its answer, its findings, and the words that the rater marked. */
export function ActivityPanel() {
  const { state, activities, fields } = useCoding();
  return (
    <section className={screenClasses.codes} aria-label={texts.activities.region}>
      <Text size="xs" role="status" className={screenClasses.notice}>
        {state.selection ? texts.activities.selection : state.notice}
      </Text>
      {activities.length === 0 ? (
        <Text size="sm" c="dimmed">
          {texts.codes.noneFixed}
        </Text>
      ) : (
        <ol ref={fields.activities} className={classes.rows}>
          {activities.map((code, index) => (
            <ActivityRow key={code} code={code} index={index} draft={state.draft} editable />
          ))}
        </ol>
      )}
    </section>
  );
}

interface RowProps {
  code: number;
  index: number;
  draft: CodingDraft;
  editable?: boolean;
}

/** One activity. The open row shows its findings, and its keys answer it. */
export function ActivityRow({ code: id, index, draft, editable = false }: RowProps) {
  const { state, codes, actions } = useCoding();
  const code = codes.byId.get(id);
  if (!code) return null;
  const open = state.activity === id;
  const answer = answerOf(draft, id);
  const segments = draft.segments.filter((segment) => segment.code === id);
  const key = index < 9 ? String(index + 1) : "";
  return (
    <li
      data-activity={id}
      data-open={open || undefined}
      className={classes.row}
      tabIndex={-1}
      aria-current={open ? "true" : undefined}
    >
      <div className={classes.head}>
        {key && (
          <Kbd size="xs" visibleFrom="xs" aria-hidden>
            {key}
          </Kbd>
        )}
        <Tooltip
          label={<Definition code={code} />}
          multiline
          w={280}
          position="left-start"
          openDelay={300}
          events={{ hover: true, focus: true, touch: false }}
        >
          <UnstyledButton
            className={classes.label}
            aria-expanded={open}
            aria-keyshortcuts={key || undefined}
            onClick={() => actions.openActivity(id)}
          >
            <CodeSwatch code={code} />
          </UnstyledButton>
        </Tooltip>
        {!editable && (
          <Text size="sm">{answer ? texts.activities.answers[answer] : texts.activities.none}</Text>
        )}
      </div>
      {editable && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in all browsers
        <div role="group" aria-label={texts.activities.answerTo(code.label)} className={classes.answers}>
          {ANSWERS.map((value) => (
            <Button
              key={value}
              size="compact-sm"
              variant="default"
              className={classes.answer}
              aria-pressed={answer === value}
              data-chosen={answer === value || undefined}
              aria-keyshortcuts={open ? ANSWER_KEYS[value] : undefined}
              onClick={() => {
                actions.answer(id, value);
                if (!open) actions.openRow(id);
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
      )}
      {segments.length > 0 && (
        <ul className={classes.segments} aria-label={texts.activities.marked(code.label)}>
          {segments.map((segment) => (
            <SegmentLine
              key={`${segment.start}-${segment.end}`}
              segment={segment}
              editable={editable}
              inText={draft === state.draft || !editable}
            />
          ))}
        </ul>
      )}
      {open && <Findings code={code} />}
    </li>
  );
}

function Findings({ code }: { code: Code }) {
  const { state, passages, actions } = useCoding();
  const own = passagesOn(passages, code);
  if (own.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {texts.activities.noFindings}
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
              ta="left"
              aria-current={current ? "true" : undefined}
              fw={current ? 650 : undefined}
              onClick={() => actions.openActivity(code.id, passage)}
            >
              {passage.label}
            </Anchor>
          </li>
        );
      })}
    </ul>
  );
}
