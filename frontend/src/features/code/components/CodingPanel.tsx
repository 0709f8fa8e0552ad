import { Button, Checkbox, Divider, Kbd, Stack, Text } from "@mantine/core";
import type { ComponentProps, ReactNode, RefObject } from "react";
import type { Code, Round } from "../../../api/types";
import { CodeFinder } from "../../../shared/codes/CodeFinder";
import type { Quoted } from "../../../shared/text/offsets";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import type { SeatData } from "../api";
import type { Vocabulary } from "../hooks/useCodes";
import type { Answer, Edit, Segment } from "../state/draft";
import { Chosen } from "./ChosenCodes";
import { CodeList } from "./CodeList";
import { AnswerForm } from "./CodingForm";
import classes from "./CodingScreen.module.css";
import { Submitted } from "./SubmittedCoding";

interface Props {
  round: Round;
  data: SeatData;
  editable: boolean;
  answer: Answer;
  change: (edit: Edit) => void;
  vocabulary: Vocabulary;
  words: Quoted | null;
  /** What was just done, in a sentence. */
  said: string;
  finderRef: RefObject<HTMLInputElement | null>;
  memoRef: RefObject<HTMLTextAreaElement | null>;
  creating: { isPending: boolean; error: unknown };
  onGive: (code: number) => void;
  onPick: (code: Code) => void;
  onCreate?: (label: string) => void;
  onDescribe: (code: Code) => void;
  onPoint: (segment: Segment | null, reveal?: boolean) => void;
  reason: ComponentProps<typeof AnswerForm>["reason"];
  none: { value: boolean; set: (none: boolean) => void };
  hindrance: string;
  submit: { isPending: boolean; error: Error | null };
  onSubmit: () => void;
  onRethink: () => void;
  onReword: (segment: Segment, words: Quoted) => void;
  onNext: (() => void) | null;
  compare: ReactNode;
  onLater: () => void;
  later: boolean;
}

/** The right-hand side: codes above, this unit's answer below. */
export function Sheet(props: Props) {
  const { round, data, editable, answer, change, vocabulary, words, creating, onPoint } = props;
  const { byId: codes, order } = vocabulary;
  if (!editable) {
    return (
      <Submitted
        coding={data.coding}
        codes={codes}
        open={round.state === "open"}
        onPoint={onPoint}
        onRethink={props.onRethink}
        onNext={props.onNext}
        compare={props.compare}
      />
    );
  }
  const listed = order.flatMap((id) => codes.get(id) ?? []);
  return (
    <>
      <section className={classes.vocabulary} aria-label="Codes">
        <CodeFinder
          codes={listed}
          onPick={props.onPick}
          onCreate={props.onCreate}
          placeholder={props.onCreate ? "Find or create a code" : "Find a code"}
          inputRef={props.finderRef}
          busy={creating.isPending}
        />
        {creating.error ? <ErrorPanel error={creating.error} /> : null}
        <Text size="xs" mt={6} role="status" className={classes.held}>
          {words ? "The next code marks the selected words." : props.said}
        </Text>
        {order.length > 0 ? (
          <CodeList
            vocabulary={vocabulary}
            chosen={answer.codes}
            onToggle={props.onGive}
            onEdit={round.style === "closed" ? undefined : props.onDescribe}
          />
        ) : (
          <Text size="sm" c="dimmed" mt="sm">
            {props.onCreate
              ? "You have no code yet. Read the text, then name its consequence above: press /, type, Enter."
              : "The codebook is empty. Ask the study's lead."}
          </Text>
        )}
      </section>
      <Divider />
      <section aria-label="On this unit" className={classes.answer}>
        <Stack gap="sm">
          <Chosen
            answer={answer}
            codes={codes}
            onPoint={onPoint}
            onRemoveCode={(code) => change({ does: "toggle", code })}
            onReword={words ? (segment) => props.onReword(segment, words) : undefined}
            onRemoveSegment={(segment) => {
              onPoint(null);
              change({ does: "unmark", segment });
            }}
          />
          {round.several_codes && answer.codes.length === 0 && (
            <Checkbox
              size="xs"
              label="No code applies   0"
              checked={props.none.value}
              onChange={(event) => props.none.set(event.currentTarget.checked)}
            />
          )}
          <AnswerForm
            answer={answer}
            change={change}
            memoRef={props.memoRef}
            reason={props.reason}
            hindrance={props.hindrance}
            busy={props.submit.isPending}
            error={props.submit.error}
            onSubmit={props.onSubmit}
          />
          {!data.coding && (
            <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" onClick={props.onLater}>
              {props.later ? "Take it up again" : "Leave it for later"}{" "}
              <Kbd size="xs" ml={6} aria-hidden visibleFrom="sm">
                l
              </Kbd>
            </Button>
          )}
        </Stack>
      </section>
    </>
  );
}
