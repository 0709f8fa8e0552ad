import { Button, Kbd, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import type { Quoted } from "../../../shared/text/offsets";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { LongText } from "../../../shared/ui/LongText";
import type { CodeBrief, RaterCoding } from "../api";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

const NO_CODE: Record<string, string> = {
  cannot_tell: "cannot tell",
  not_applicable: "not applicable",
};

/** The coding of one rater, with the button that takes its codes as the decision. */
export function RaterColumn({ coding, hotkey }: { coding: RaterCoding; hotkey: string }) {
  const ownLabels = coding.private_codes.filter(
    (label) => !coding.codes.some((code) => code.label === label),
  );
  return (
    <section className={classes.rater} aria-label={`What ${coding.rater} said`}>
      <Stack gap="xs" align="stretch">
        <Title order={2} size="h5">
          {coding.rater}
        </Title>
        {coding.codes.length === 0 && (
          <Text size="sm">{NO_CODE[coding.no_code_reason] ?? "no code applies"}</Text>
        )}
        {coding.codes.map((code) => (
          <div key={code.id}>
            <CodeSwatch code={code} />
            <MergeTarget code={code} merged={coding.merged_codes} />
            <Segments segments={coding.segments.filter((segment) => segment.code === code.id)} />
          </div>
        ))}
        {ownLabels.length > 0 && (
          <Text size="sm" c="dimmed">
            in {coding.rater}’s words: {ownLabels.join(", ")}
          </Text>
        )}
        {coding.certainty && (
          <Text size="sm">{coding.certainty === "fairly" ? "fairly certain" : coding.certainty}</Text>
        )}
        {coding.flagged_for_discussion && <Text size="sm">asks to discuss this</Text>}
        {coding.memo && (
          <LongText lines={8}>
            <div className={classes.memo}>{coding.memo}</div>
          </LongText>
        )}
        <TakeButton coding={coding} hotkey={hotkey} />
      </Stack>
    </section>
  );
}

/** The code that a merge after the round put in the place of this one. */
function MergeTarget({ code, merged }: { code: CodeBrief; merged: readonly CodeBrief[] }) {
  if (merged.some(({ id }) => id === code.id) || merged.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      → {merged.map(({ label }) => label).join(", ")} (merged)
    </Text>
  );
}

function Segments({ segments }: { segments: readonly Quoted[] }) {
  const { dispatch } = useDisagreement();
  const activate = (segment: Quoted | null, reveal = false) =>
    dispatch({ type: "activateSegment", segment, reveal });
  return (
    <ul className={classes.quotes}>
      {segments.map((segment) => (
        <li key={segment.start}>
          <UnstyledButton
            className={classes.quote}
            onClick={() => activate(segment, true)}
            onMouseEnter={() => activate(segment)}
            onMouseLeave={() => activate(null)}
            onFocus={() => activate(segment, true)}
            onBlur={() => activate(null)}
          >
            “{segment.quote}”
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function TakeButton({ coding, hotkey }: { coding: RaterCoding; hotkey: string }) {
  const { editable, isTaken, takeCoding } = useDisagreement();
  if (!editable || coding.no_code_reason) return null;
  const taken = isTaken(coding);
  return (
    <Button
      variant="default"
      data-taken={taken || undefined}
      className={classes.take}
      aria-pressed={taken}
      onClick={() => takeCoding(coding)}
      justify="space-between"
      rightSection={
        hotkey && (
          <Kbd size="xs" visibleFrom="xs">
            {hotkey}
          </Kbd>
        )
      }
    >
      {taken ? `✓ ${coding.rater}’s taken` : `Take ${coding.rater}’s`}
    </Button>
  );
}
