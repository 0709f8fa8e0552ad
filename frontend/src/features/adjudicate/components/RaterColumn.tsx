import { Button, Kbd, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useAnswerText } from "../../../api/disagreements";
import { useLabel } from "../../../api/meta";
import type { Quoted } from "../../../shared/text/offsets";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { LongText } from "../../../shared/ui/LongText";
import { MergeTarget } from "../../../shared/ui/MergeTarget";
import type { RaterCoding } from "../api";
import { texts } from "../texts";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

/** The coding of one rater, with the button that chooses its codes for the decision. */
export function RaterColumn({ coding, hotkey }: { coding: RaterCoding; hotkey: string }) {
  const answerText = useAnswerText();
  const certainty = useLabel("certainty");
  const { activities } = useDisagreement();
  const ownLabels = coding.private_codes.filter(
    (label) => !coding.codes.some((code) => code.label === label),
  );
  return (
    <section className={classes.rater} aria-label={texts.coding.label(coding.rater)}>
      <Stack gap="xs" align="stretch">
        <Title order={2} size="h5">
          {coding.rater}
        </Title>
        {activities.length > 0 && coding.unclear.length > 0 && (
          <Text size="sm">{texts.coding.unclear(coding.unclear.map(({ label }) => label))}</Text>
        )}
        {activities.length > 0 && coding.codes.length === 0 && coding.unclear.length < activities.length && (
          <Text size="sm">{texts.coding.noActivity}</Text>
        )}
        {activities.length === 0 && coding.codes.length === 0 && (
          <Text size="sm">{answerText(coding.codes, coding.no_code_reason)}</Text>
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
            {texts.coding.ownCodes(ownLabels)}
          </Text>
        )}
        {coding.certainty && <Text size="sm">{certainty(coding.certainty)}</Text>}
        {coding.flagged_for_discussion && <Text size="sm">{texts.coding.flagged}</Text>}
        {coding.memo && (
          <LongText lines={8}>
            <div className={classes.memo}>{coding.memo}</div>
          </LongText>
        )}
        <ChooseButton coding={coding} hotkey={hotkey} />
      </Stack>
    </section>
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
            {texts.coding.quote(segment.quote)}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function ChooseButton({ coding, hotkey }: { coding: RaterCoding; hotkey: string }) {
  const { editable, activities, isChosen, chooseCoding } = useDisagreement();
  const answerText = useAnswerText();
  if (!editable) return null;
  const chosen = isChosen(coding);
  const { choose, chosen: used } =
    activities.length > 0
      ? texts.coding.answers
      : coding.no_code_reason
        ? texts.coding.noCode(answerText([], coding.no_code_reason))
        : texts.coding;
  return (
    <Button
      variant="default"
      data-chosen={chosen || undefined}
      className={classes.choose}
      classNames={{ label: classes.chooseLabel }}
      h="auto"
      mih={36}
      py={4}
      aria-pressed={chosen}
      onClick={() => chooseCoding(coding)}
      justify="space-between"
      rightSection={
        hotkey && (
          <Kbd size="xs" visibleFrom="xs">
            {hotkey}
          </Kbd>
        )
      }
    >
      {chosen ? used(coding.rater) : choose(coding.rater)}
    </Button>
  );
}
