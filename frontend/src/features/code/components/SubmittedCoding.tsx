import { Button, Kbd, Stack, Text, Title } from "@mantine/core";
import { TimeAgo } from "../../../shared/ui/TimeAgo";
import type { SubmittedCoding as Coding } from "../api";
import { ChosenCodes } from "./ChosenCodes";
import { useCoding } from "./CodingContext";
import { SimilarUnits } from "./SimilarUnits";

/** What was submitted, read-only. A change of it is a new version. */
export function SubmittedCoding() {
  const { round, data, navigation, actions } = useCoding();
  const { coding } = data;
  if (!coding) {
    return <Text>You did not submit this unit before the round closed, so it has no answer of yours.</Text>;
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
              Next unfinished unit
            </Button>
          )}
          <Button variant="default" onClick={actions.startEditing}>
            Change my mind
          </Button>
          <SimilarUnits />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          The round is closed: this is the answer that counts for agreement.
        </Text>
      )}
    </Stack>
  );
}

function CodingText({ coding }: { coding: Coding }) {
  return (
    <>
      <div>
        <Title order={2} size="h5">
          Submitted
        </Title>
        <Text size="sm" c="dimmed">
          <TimeAgo at={coding.submitted_at} />
          {coding.version > 1 && `, version ${coding.version}`}
        </Text>
      </div>
      {coding.codes.length > 0 ? (
        <ChosenCodes draft={coding} />
      ) : (
        <Text size="sm">
          {coding.no_code_reason === "cannot_tell"
            ? "Submitted with no code: you could not tell."
            : coding.no_code_reason === "not_applicable"
              ? "Submitted with no code: not applicable."
              : "Submitted with no code: none of them applies."}
        </Text>
      )}
      {coding.flagged_for_discussion && <Text size="sm">You asked to discuss this unit.</Text>}
      {coding.memo && (
        <Text size="sm" style={{ whiteSpace: "pre-line" }}>
          <b>Memo</b> {coding.memo}
        </Text>
      )}
      {coding.certainty && (
        <Text size="sm">You were {coding.certainty === "fairly" ? "fairly certain" : coding.certainty}.</Text>
      )}
    </>
  );
}
