import { Button, Kbd, Stack, Text, Title } from "@mantine/core";
import { useLabel } from "../../../api/meta";
import { TimeAgo } from "../../../shared/ui/TimeAgo";
import type { SubmittedCoding as Coding } from "../api";
import { useNoCodeLabel } from "../hooks/useNoCodeLabel";
import { normalise } from "../state/draft";
import { texts } from "../texts";
import { ActivityRow } from "./ActivityPanel";
import classes from "./ActivityPanel.module.css";
import { ChosenCodes } from "./ChosenCodes";
import { useCoding } from "./CodingContext";
import { SimilarUnits } from "./SimilarUnits";
import { Suggestion } from "./Suggestion";

/** What was submitted, read-only. A change of it is a new version. */
export function SubmittedCoding() {
  const { study, round, data, navigation, activities, actions } = useCoding();
  const { coding } = data;
  if (!coding) {
    return <Text>{texts.submitted.missing}</Text>;
  }
  return (
    <Stack gap="sm">
      <CodingText coding={coding} />
      {round.state === "open" ? (
        <>
          {(navigation.nextUnfinished !== null || activities.length > 0) && (
            <Button
              onClick={actions.submit}
              justify="space-between"
              rightSection={
                <Kbd size="xs" visibleFrom="xs">
                  Ctrl ⏎
                </Kbd>
              }
            >
              {navigation.nextUnfinished === null ? texts.submitted.end : texts.submitted.next}
            </Button>
          )}
          {data.suggestion_shown ? (
            <Text size="sm" c="dimmed">
              {texts.suggestion.nowFinal}
            </Text>
          ) : (
            <Button variant="default" onClick={actions.startEditing}>
              {texts.submitted.change}
            </Button>
          )}
          {study.kind === "projects" && <Suggestion coding={coding} />}
          <SimilarUnits />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {texts.submitted.closed}
        </Text>
      )}
    </Stack>
  );
}

/** The answers about the activities, read-only. */
function Answers({ coding }: { coding: Coding }) {
  const { activities, fields } = useCoding();
  const draft = normalise({ ...coding, answered: [...activities] });
  return (
    <ol ref={fields.activities} className={classes.rows} aria-label={texts.activities.region}>
      {activities.map((code, index) => (
        <ActivityRow key={code} code={code} index={index} draft={draft} />
      ))}
    </ol>
  );
}

function CodingText({ coding }: { coding: Coding }) {
  const { activities } = useCoding();
  const noCode = useNoCodeLabel();
  const certainty = useLabel("certainty");
  return (
    <>
      <div>
        <Title order={2} size="h5">
          {texts.submitted.title}
        </Title>
        <Text size="sm" c="dimmed">
          <TimeAgo at={coding.submitted_at} />
          {coding.version > 1 && texts.submitted.version(coding.version)}
        </Text>
      </div>
      {activities.length > 0 ? (
        <Answers coding={coding} />
      ) : coding.codes.length > 0 ? (
        <ChosenCodes draft={normalise(coding)} />
      ) : (
        <Text size="sm">{texts.submitted.noCode(noCode(coding.no_code_reason))}</Text>
      )}
      {coding.flagged_for_discussion && <Text size="sm">{texts.submitted.flagged}</Text>}
      {coding.memo && (
        <Text size="sm" style={{ whiteSpace: "pre-line" }}>
          <b>{texts.submitted.memo}</b> {coding.memo}
        </Text>
      )}
      {coding.certainty && <Text size="sm">{texts.submitted.certainty(certainty(coding.certainty))}</Text>}
    </>
  );
}
