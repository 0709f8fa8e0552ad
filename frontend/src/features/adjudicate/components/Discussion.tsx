import { Button, Group, MultiSelect, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { withUnclear } from "../../../api/answers";
import { fieldErrors } from "../../../api/client";
import { useAnswerText } from "../../../api/disagreements";
import { useLabel } from "../../../api/meta";
import type { Code } from "../../../api/studies";
import { capitalised } from "../../../shared/text/capitalised";
import { listed } from "../../../shared/text/list";
import { texts as shared } from "../../../shared/texts";
import { Loaded } from "../../../shared/ui/Loaded";
import { LongText } from "../../../shared/ui/LongText";
import { MutationError } from "../../../shared/ui/MutationError";
import { TimeAgo } from "../../../shared/ui/TimeAgo";
import { type Comment, discussionQuery, useComment } from "../api";
import { usePosition } from "../hooks/useDecisions";
import { participation } from "../state/discussion";
import { texts } from "../texts";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

const NO_CODE_REASONS = ["not_applicable", "cannot_tell"] as const;
const isNoCodeReason = (value: string) => NO_CODE_REASONS.find((reason) => reason === value);

/** Either codes or one no-code reason: the last value decides which. */
function oneAnswer(values: string[]): string[] {
  const last = values.at(-1);
  if (last !== undefined && isNoCodeReason(last)) return [last];
  return values.filter((value) => !isNoCodeReason(value));
}

/** Before the id of a code: the answer about the activity. Those that are not chosen are no. */
const YES = "yes:";
const UNCLEAR = "unclear:";

/** The last answer about an activity replaces an earlier one. */
const oneAnswerPerActivity = (values: string[]): string[] => {
  const codeOf = (value: string) => value.slice(value.indexOf(":"));
  return values.filter((value, index) =>
    values.slice(index + 1).every((later) => codeOf(later) !== codeOf(value)),
  );
};

const activityChoices = (codes: readonly Code[]) =>
  ([YES, UNCLEAR] as const).map((prefix) => {
    const group = shared.activities.answers[prefix === YES ? "yes" : "unclear"];
    return {
      group,
      items: codes.map(({ id, label }) => ({
        value: `${prefix}${id}`,
        label: texts.discussion.activity(label, group),
      })),
    };
  });

/** The discussion of a unit, in which its raters keep or change their ratings. */
export function Discussion() {
  const { study, round, data, unit } = useDisagreement();
  const thread = useQuery(discussionQuery(study.slug, round.number, unit));
  const { mayComment, mayTakePosition } = participation(round, data, study.me, study.roles);
  const failed = thread.data === undefined && thread.error !== null;
  // The final rater sees these names below, instead of the decision form.
  const awaited = data.decision || round.final_rater === study.me ? [] : data.awaiting_response;
  if (!mayComment && thread.data?.length === 0 && awaited.length === 0) return null;
  return (
    <section className={classes.discussion} aria-label={texts.discussion.label}>
      {failed && (
        <Text size="sm" mb={4}>
          {texts.discussion.failed}
        </Text>
      )}
      <Loaded query={thread} rows={1}>
        {(comments) => comments.length > 0 && <Thread comments={comments} />}
      </Loaded>
      {awaited.length > 0 && (
        <Text size="sm" mb={4}>
          {texts.discussion.waiting}
          <b>{listed(awaited.map((name) => (name === study.me ? texts.discussion.you : name)))}</b>
        </Text>
      )}
      {round.discussion_ended_at && (
        <Text size="sm" c="dimmed">
          {texts.discussion.ended}
        </Text>
      )}
      {mayComment && !failed && <CommentForm mayTakePosition={mayTakePosition} />}
    </section>
  );
}

function Thread({ comments }: { comments: Comment[] }) {
  const answerText = useAnswerText();
  const positionOf = ({ kind, codes, no_code_reason, unclear }: Comment): string => {
    if (kind === "keeps") return texts.discussion.keeps;
    return kind === "changes"
      ? texts.discussion.changes(withUnclear(codes, no_code_reason, unclear, answerText))
      : "";
  };
  return (
    <ol className={classes.thread}>
      {comments.map((comment, index) => (
        <li key={index}>
          <LongText>
            <b>{comment.author}</b> {positionOf(comment)}
            {comment.text}{" "}
            <Text span size="xs" c="dimmed">
              <TimeAgo at={comment.created_at} />
            </Text>
          </LongText>
        </li>
      ))}
    </ol>
  );
}

function CommentForm({ mayTakePosition }: { mayTakePosition: boolean }) {
  const { study, round, unit, usableCodes, activities } = useDisagreement();
  const ofProjects = activities.length > 0;
  const noCode = useLabel("no_code_reason");
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<string[]>([]);
  const comment = useComment(study.slug, round.number, unit);
  const position = usePosition(unit);
  const empty = text.trim() === "";
  const clear = () => {
    setText("");
    setAnswer([]);
  };
  const keep = () => position.mutate({ codes: null, reason: text }, { onSuccess: clear });
  const change = () => {
    if (ofProjects) {
      const codesOf = (prefix: string) =>
        answer.filter((value) => value.startsWith(prefix)).map((value) => Number(value.slice(prefix.length)));
      const changed = { codes: codesOf(YES), unclear: codesOf(UNCLEAR), reason: text };
      return position.mutate(changed, { onSuccess: clear });
    }
    const noCodeReason = answer.map(isNoCodeReason).find(Boolean);
    position.mutate(
      noCodeReason
        ? { codes: [], no_code_reason: noCodeReason, reason: text }
        : { codes: answer.map(Number), reason: text },
      { onSuccess: clear },
    );
  };
  const error = comment.error ?? position.error;
  const errors = fieldErrors(error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) comment.mutate(text, { onSuccess: clear });
      }}
    >
      <Group gap="xs" align="center">
        <TextInput
          size="xs"
          flex="1 1 14rem"
          aria-label={texts.discussion.comment}
          placeholder={mayTakePosition ? texts.discussion.commentOrReason : texts.discussion.comment}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={errors.text ?? errors.reason}
        />
        <Button
          type="submit"
          size="compact-sm"
          variant="default"
          disabled={empty}
          loading={comment.isPending}
        >
          {texts.discussion.add}
        </Button>
        {mayTakePosition && (
          <>
            <Button size="compact-sm" variant="default" disabled={empty || position.isPending} onClick={keep}>
              {texts.discussion.keep}
            </Button>
            <MultiSelect
              size="xs"
              flex="0 1 16rem"
              searchable
              aria-label={texts.discussion.newCodes}
              comboboxProps={{ withinPortal: false, position: "top-start" }}
              placeholder={answer.length ? "" : texts.discussion.newCodes}
              maxValues={round.multi_label ? undefined : 1}
              value={answer}
              onChange={(values) => setAnswer(ofProjects ? oneAnswerPerActivity(values) : oneAnswer(values))}
              error={errors.codes}
              data={
                ofProjects
                  ? activityChoices(usableCodes)
                  : [
                      {
                        group: texts.discussion.codes,
                        items: usableCodes.map(({ id, label }) => ({ value: String(id), label })),
                      },
                      {
                        group: texts.discussion.withoutCode,
                        items: NO_CODE_REASONS.map((value) => ({ value, label: capitalised(noCode(value)) })),
                      },
                    ]
              }
            />
            <Button
              size="compact-sm"
              variant="default"
              disabled={empty || position.isPending || (answer.length === 0 && !ofProjects)}
              onClick={change}
            >
              {texts.discussion.change}
            </Button>
          </>
        )}
      </Group>
      <MutationError of={{ error }} atFields={["text", "reason", ...(mayTakePosition ? ["codes"] : [])]} />
    </form>
  );
}
