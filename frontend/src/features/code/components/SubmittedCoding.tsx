import { Button, Kbd, Stack, Text, Title } from "@mantine/core";
import { useLabel } from "../../../api/meta";
import { TimeAgo } from "../../../shared/ui/TimeAgo";
import type { SubmittedCoding as Coding } from "../api";
import { useNoCodeLabel } from "../hooks/useNoCodeLabel";
import { texts } from "../texts";
import { ChosenCodes } from "./ChosenCodes";
import { useCoding } from "./CodingContext";
import { SimilarUnits } from "./SimilarUnits";

/** What was submitted, read-only. A change of it is a new version. */
export function SubmittedCoding() {
  const { round, data, navigation, actions } = useCoding();
  const { coding } = data;
  if (!coding) {
    return <Text>{texts.submitted.missing}</Text>;
  }
  return (
    <Stack gap="sm">
      <CodingText coding={coding} />
      {round.state === "open" ? (
        <>
          {navigation.nextUnfinished !== null && (
            <Button
              onClick={actions.submit}
              justify="space-between"
              rightSection={
                <Kbd size="xs" visibleFrom="xs">
                  Ctrl ⏎
                </Kbd>
              }
            >
              {texts.submitted.next}
            </Button>
          )}
          <Button variant="default" onClick={actions.startEditing}>
            {texts.submitted.change}
          </Button>
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

function CodingText({ coding }: { coding: Coding }) {
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
      {coding.codes.length > 0 ? (
        <ChosenCodes draft={coding} />
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
