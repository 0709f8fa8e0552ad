import { Kbd, Text, Tooltip, UnstyledButton } from "@mantine/core";
import type { Code } from "../../../api/studies";
import { AnswerButtons } from "../../../shared/activities/AnswerButtons";
import { passagesOn } from "../../../shared/activities/evidence";
import { PassageList } from "../../../shared/activities/PassageList";
import { texts as shared } from "../../../shared/texts";
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
          <Text size="sm">{answer ? shared.activities.answers[answer] : texts.activities.none}</Text>
        )}
      </div>
      {editable && (
        <div className={classes.answers}>
          <AnswerButtons
            label={texts.activities.answerTo(code.label)}
            answer={answer}
            open={open}
            onAnswer={(value) => {
              actions.answer(id, value);
              if (!open) actions.openRow(id);
            }}
            fill
          />
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
  return (
    <PassageList
      activity={code.label}
      passages={passagesOn(passages, code)}
      shown={state.passage}
      onOpen={(passage) => actions.openActivity(code.id, passage)}
    />
  );
}
