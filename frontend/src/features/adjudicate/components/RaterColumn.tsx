import { Button, Kbd, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import type { Quoted } from "../../../shared/text/offsets";
import { CodeMark } from "../../../shared/ui/CodeSwatch";
import { LongText } from "../../../shared/ui/LongText";
import type { RaterAnswer } from "../api";
import classes from "./AdjudicationScreen.module.css";

interface Props {
  answer: RaterAnswer;
  hotkey: string;
  taken: boolean;
  onTake: (() => void) | null;
  onPoint: (words: Quoted | null, reveal?: boolean) => void;
}

const WITHOUT_CODE: Record<string, string> = {
  cannot_tell: "cannot tell",
  not_applicable: "not applicable",
};

/** What one rater said of the unit. */
export function RaterColumn({ answer, hotkey, taken, onTake, onPoint }: Props) {
  const own = answer.private_codes.filter((label) => !answer.codes.some((code) => code.label === label));
  return (
    <section className={classes.rater} aria-label={`What ${answer.rater} said`}>
      <Stack gap="xs" align="stretch">
        <Title order={2} size="h5">
          {answer.rater}
        </Title>
        {answer.codes.length === 0 && (
          <Text size="sm">{WITHOUT_CODE[answer.uncoded] ?? "no code applies"}</Text>
        )}
        {answer.codes.map((code) => (
          <div key={code.id}>
            <CodeMark code={code} />
            <ul className={classes.quotes}>
              {answer.segments
                .filter((segment) => segment.code === code.id)
                .map((segment) => (
                  <li key={segment.start}>
                    <UnstyledButton
                      className={classes.quote}
                      onClick={() => onPoint(segment, true)}
                      onMouseEnter={() => onPoint(segment)}
                      onMouseLeave={() => onPoint(null)}
                      onFocus={() => onPoint(segment, true)}
                      onBlur={() => onPoint(null)}
                    >
                      “{segment.quote}”
                    </UnstyledButton>
                  </li>
                ))}
            </ul>
          </div>
        ))}
        {own.length > 0 && (
          <Text size="sm" c="dimmed">
            in {answer.rater}’s words: {own.join(", ")}
          </Text>
        )}
        {answer.certainty && (
          <Text size="sm">{answer.certainty === "fairly" ? "fairly certain" : answer.certainty}</Text>
        )}
        {answer.discuss && <Text size="sm">asks to discuss this</Text>}
        {answer.memo && (
          <LongText lines={8}>
            <div className={classes.memo}>{answer.memo}</div>
          </LongText>
        )}
        {onTake && (
          <Button
            variant="default"
            data-taken={taken || undefined}
            className={classes.take}
            aria-pressed={taken}
            onClick={onTake}
            justify="space-between"
            rightSection={
              hotkey && (
                <Kbd size="xs" visibleFrom="xs">
                  {hotkey}
                </Kbd>
              )
            }
          >
            {taken ? `✓ ${answer.rater}’s taken` : `Take ${answer.rater}’s`}
          </Button>
        )}
      </Stack>
    </section>
  );
}
