import { Button, Kbd, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Code } from "../../../api/types";
import { Ago } from "../../../shared/ui/TimeAgo";
import type { SubmittedCoding } from "../api";
import type { Segment } from "../state/draft";
import { Chosen } from "./ChosenCodes";

interface Props {
  coding: SubmittedCoding | null;
  codes: ReadonlyMap<number, Code>;
  open: boolean;
  onPoint: (segment: Segment | null, reveal?: boolean) => void;
  onRethink: () => void;
  onNext: (() => void) | null;
  compare: ReactNode;
}

/** What was submitted, to be read; it changes only by a further version. */
export function Submitted({ coding, codes, open, onPoint, onRethink, onNext, compare }: Props) {
  if (!coding) {
    return <Text>You did not submit this unit before the round closed, so it has no answer of yours.</Text>;
  }
  return (
    <Stack gap="sm">
      <div>
        <Title order={2} size="h5">
          Submitted
        </Title>
        <Text size="sm" c="dimmed">
          <Ago at={coding.submitted_at} />
          {coding.version > 1 && `, version ${coding.version}`}
        </Text>
      </div>
      {coding.codes.length > 0 ? (
        <Chosen answer={coding} codes={codes} onPoint={onPoint} />
      ) : (
        <Text size="sm">
          {coding.uncoded === "cannot_tell"
            ? "Submitted with no code: you could not tell."
            : coding.uncoded === "not_applicable"
              ? "Submitted with no code: not applicable."
              : "Submitted with no code: none of them applies."}
        </Text>
      )}
      {coding.discuss && <Text size="sm">You asked to discuss this unit.</Text>}
      {coding.memo && (
        <Text size="sm" style={{ whiteSpace: "pre-line" }}>
          <b>Memo</b> {coding.memo}
        </Text>
      )}
      {coding.certainty && (
        <Text size="sm">You were {coding.certainty === "fairly" ? "fairly certain" : coding.certainty}.</Text>
      )}
      {open && onNext && (
        <Button
          onClick={onNext}
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
      {open ? (
        <>
          <Button variant="default" onClick={onRethink}>
            Change my mind
          </Button>
          {compare}
        </>
      ) : (
        <Text size="sm" c="dimmed">
          The round is closed: this is the answer that counts for agreement.
        </Text>
      )}
    </Stack>
  );
}
