import { Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { codesText } from "../../../api/disagreements";
import type { Code } from "../../../api/studies";
import { LongText } from "../../../shared/ui/LongText";
import { MutationError } from "../../../shared/ui/MutationError";
import { useAddToCodebook } from "../api";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

const METHODS = {
  agreed: "agreed",
  discussion: "in discussion",
  final_rater: "as final rater",
  rule: "by rule",
};

/** The current decision. The lead can add its reason to the codebook. */
export function CurrentDecision() {
  const { study, data, usableCodes } = useDisagreement();
  const { decision } = data;
  if (!decision) return null;
  const codes = usableCodes.filter(({ id }) => decision.codes.some((code) => code.id === id));
  return (
    <Group gap="sm" mb="xs" role="group" aria-label="The decision that stands">
      <div className={classes.decision}>
        <LongText lines={2}>
          Decided {METHODS[decision.method]}
          {decision.by && ` by ${decision.by}`}: <b>{codesText(decision.codes)}</b>
          {decision.reason && `. ${decision.reason}`}
        </LongText>
      </div>
      {study.roles.includes("lead") && codes.length > 0 && (
        <AddToCodebook reason={decision.reason} codes={codes} />
      )}
    </Group>
  );
}

function AddToCodebook({ reason, codes }: { reason: string; codes: readonly Code[] }) {
  const { study, unit } = useDisagreement();
  const [opened, dialog] = useDisclosure(false);
  const [codeId, setCodeId] = useState(codes[0]?.id);
  const [rule, setRule] = useState(reason);
  const code = codes.find(({ id }) => id === codeId) ?? codes[0];
  const add = useAddToCodebook(study.slug, unit);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        Add to the codebook …
      </Button>
      <Modal opened={opened} onClose={dialog.close} title="Add this reason to the codebook" size="lg">
        <Stack>
          {codes.length > 1 && (
            <Select
              label="Code"
              allowDeselect={false}
              value={String(codeId)}
              onChange={(value) => setCodeId(Number(value))}
              data={codes.map(({ id, label }) => ({ value: String(id), label }))}
            />
          )}
          {code?.when_to_use && (
            <LongText>
              <Text size="sm" c="dimmed" style={{ whiteSpace: "pre-line" }}>
                When to use “{code.label}” now: {code.when_to_use}
              </Text>
            </LongText>
          )}
          <Textarea
            label={`Add to when to use “${code?.label ?? ""}”`}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={20_000}
            value={rule}
            onChange={(event) => setRule(event.currentTarget.value)}
          />
          <MutationError of={add} />
          <Group justify="flex-end">
            <Button
              disabled={!rule.trim()}
              loading={add.isPending}
              onClick={() => code && add.mutate({ code, rule: rule.trim() }, { onSuccess: dialog.close })}
            >
              Add the rule
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
