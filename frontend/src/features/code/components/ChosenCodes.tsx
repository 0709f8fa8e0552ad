import { Button, CloseButton, Text, UnstyledButton } from "@mantine/core";
import type { Code } from "../../../api/types";
import { CodeMark } from "../../../shared/ui/CodeSwatch";
import type { Answer, Segment } from "../state/draft";
import classes from "./CodePanel.module.css";

const LONGEST = 90;

interface Props {
  answer: Answer;
  codes: ReadonlyMap<number, Code>;
  /** The segment that is pointed at; with `reveal` it is also brought into view. */
  onPoint: (segment: Segment | null, reveal?: boolean) => void;
  /** Left out where the answer can only be read. */
  onRemoveCode?: (code: number) => void;
  onRemoveSegment?: (segment: Segment) => void;
  /** Given while words are selected: the segment takes them in the place of its own. */
  onReword?: (segment: Segment) => void;
}

/** The unit's codes with their marked words: the accessible form of what is painted in the text. */
export function Chosen({ answer, codes, onPoint, onRemoveCode, onRemoveSegment, onReword }: Props) {
  if (answer.codes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No code yet.
      </Text>
    );
  }
  return (
    <ul className={classes.chosen} aria-label="Codes of this unit">
      {answer.codes.map((id) => {
        const code = codes.get(id) ?? { label: "Retired code", colour: "#777777" };
        return (
          <li key={id}>
            <div className={classes.chosenHead}>
              <CodeMark code={code} />
              {onRemoveCode && (
                <CloseButton
                  size="sm"
                  aria-label={`Take ${code.label} away`}
                  onClick={() => onRemoveCode(id)}
                />
              )}
            </div>
            <ul className={classes.segments}>
              {answer.segments
                .filter((segment) => segment.code === id)
                .map((segment) => (
                  <li key={`${segment.start}-${segment.end}`}>
                    <UnstyledButton
                      className={classes.quote}
                      aria-label={`Show “${shortened(segment.quote)}” in the text`}
                      onClick={() => onPoint(segment, true)}
                      onMouseEnter={() => onPoint(segment)}
                      onMouseLeave={() => onPoint(null)}
                      onFocus={() => onPoint(segment, true)}
                      onBlur={() => onPoint(null)}
                    >
                      “{shortened(segment.quote)}”
                    </UnstyledButton>
                    {onReword && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        style={{ flex: "none" }}
                        onClick={() => onReword(segment)}
                        aria-label={`Take the selected words instead of “${shortened(segment.quote)}”`}
                      >
                        Selected words instead
                      </Button>
                    )}
                    {onRemoveSegment && (
                      <CloseButton
                        size="sm"
                        aria-label={`Remove the words “${shortened(segment.quote)}”`}
                        onClick={() => onRemoveSegment(segment)}
                      />
                    )}
                  </li>
                ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

const shortened = (quote: string) => {
  const letters = Array.from(quote.replace(/\s+/g, " "));
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : letters.join("");
};
