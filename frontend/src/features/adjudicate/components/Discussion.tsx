import { Button, Group, MultiSelect, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { said } from "../../../api/disagreements";
import type { Code, Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { listed } from "../../../shared/text/list";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { Loaded } from "../../../shared/ui/Loaded";
import { LongText } from "../../../shared/ui/LongText";
import { Ago } from "../../../shared/ui/TimeAgo";
import type { Disagreement } from "../api";
import { type Comment, discussionQuery, useComment, usePosition, voiceIn } from "../state/discussion";
import classes from "./AdjudicationScreen.module.css";

interface Props {
  round: Round;
  data: Disagreement;
  /** Those that a rater can move to. */
  codes: Code[];
}

/** The thread of a disagreement; raters of the unit move or stay in it, and say why. */
export function Discussion({ round, data, codes }: Props) {
  const study = useStudy();
  const unit = data.unit.number;
  const thread = useQuery(discussionQuery(study.slug, round.number, unit));
  const voice = voiceIn(round, data, study.me, study.roles);
  const unread = thread.data === undefined && thread.error !== null;
  // The final rater reads it in the place of the decision.
  const awaited = data.decision || round.final_rater === study.me ? [] : data.waits_for;
  if (!voice.talks && thread.data?.length === 0 && awaited.length === 0) return null;
  return (
    <section className={classes.discussion} aria-label="Discussion">
      {unread && (
        <Text size="sm" mb={4}>
          Whether anybody spoke here could not be loaded.
        </Text>
      )}
      <Loaded query={thread} rows={1}>
        {(comments) => comments.length > 0 && <Thread comments={comments} />}
      </Loaded>
      {awaited.length > 0 && (
        <Text size="sm" mb={4}>
          Still to move or stay: <b>{listed(awaited.map((name) => (name === study.me ? "you" : name)))}</b>
        </Text>
      )}
      {round.discussion_ended_at && (
        <Text size="sm" c="dimmed">
          The lead has ended the discussion.
        </Text>
      )}
      {voice.talks && !unread && <Speak round={round} unit={unit} codes={codes} moves={voice.moves} />}
    </section>
  );
}

function Thread({ comments }: { comments: Comment[] }) {
  return (
    <ol className={classes.thread}>
      {comments.map((comment, index) => (
        <li key={index}>
          <LongText>
            <b>{comment.by}</b> {held(comment)}
            {comment.text}{" "}
            <Text span size="xs" c="dimmed">
              <Ago at={comment.at} />
            </Text>
          </LongText>
        </li>
      ))}
    </ol>
  );
}

function held({ kind, codes }: Comment): string {
  if (kind === "stays") return "stays: ";
  return kind === "moves" ? `moves to ${said(codes)}: ` : "";
}

type SpeakProps = Pick<Props, "round" | "codes"> & { unit: number; moves: boolean };

function Speak({ round, unit, codes, moves }: SpeakProps) {
  const study = useStudy();
  const [text, setText] = useState("");
  const [to, setTo] = useState<string[]>([]);
  const comment = useComment(study.slug, round.number, unit);
  const position = usePosition(study.slug, round.number, unit);
  const silent = text.trim() === "";
  const clear = () => {
    setText("");
    setTo([]);
  };
  const take = (ids: number[] | null) => position.mutate({ codes: ids, reason: text }, { onSuccess: clear });
  const failed = comment.error ?? position.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!silent) comment.mutate(text, { onSuccess: clear });
      }}
    >
      <Group gap="xs" align="center">
        <TextInput
          size="xs"
          flex="1 1 14rem"
          aria-label="What you say"
          placeholder={moves ? "Say something, or why you move or stay" : "Say something"}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="compact-sm"
          variant="default"
          disabled={silent}
          loading={comment.isPending}
        >
          Say
        </Button>
        {moves && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              disabled={silent || position.isPending}
              onClick={() => take(null)}
            >
              Stay
            </Button>
            <MultiSelect
              size="xs"
              flex="0 1 16rem"
              searchable
              aria-label="Codes to move to"
              comboboxProps={{ withinPortal: false, position: "top-start" }}
              placeholder={to.length ? "" : "Codes to move to"}
              maxValues={round.several_codes ? undefined : 1}
              value={to}
              onChange={setTo}
              data={codes.map(({ id, label }) => ({ value: String(id), label }))}
            />
            <Button
              size="compact-sm"
              variant="default"
              disabled={silent || position.isPending || (to.length === 0 && !round.several_codes)}
              onClick={() => take(to.map(Number))}
            >
              Move
            </Button>
          </>
        )}
      </Group>
      {failed ? <ErrorPanel error={failed} /> : null}
    </form>
  );
}
