import { Button, Kbd } from "@mantine/core";
import { texts } from "../texts";
import classes from "./Activities.module.css";
import { ANSWER_KEYS, ANSWERS, type Answer } from "./answers";

interface Props {
  label: string;
  answer: Answer | null | undefined;
  /** Whether the row is open, so that its keys answer it. */
  open: boolean;
  onAnswer: (answer: Answer) => void;
  /** Whether the buttons share the width of the row. */
  fill?: boolean;
}

/** Yes, no and cannot tell for one activity. */
export function AnswerButtons({ label, answer, open, onAnswer, fill = false }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in all browsers
    <div role="group" aria-label={label} className={classes.answers} data-fill={fill || undefined}>
      {ANSWERS.map((value) => (
        <Button
          key={value}
          size="compact-sm"
          variant="default"
          className={classes.answer}
          aria-pressed={answer === value}
          data-chosen={answer === value || undefined}
          aria-keyshortcuts={open ? ANSWER_KEYS[value] : undefined}
          onClick={() => onAnswer(value)}
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
