import { Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { withUnclear } from "../../../api/answers";
import { fieldErrors } from "../../../api/client";
import { useAnswerText } from "../../../api/disagreements";
import { useLabel } from "../../../api/meta";
import type { Code } from "../../../api/studies";
import { LongText } from "../../../shared/ui/LongText";
import { MutationError } from "../../../shared/ui/MutationError";
import { useAddToCodebook } from "../api";
import { texts } from "../texts";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

/** The current decision. The lead can add its reason to the codebook. */
export function CurrentDecision() {
  const { study, data, usableCodes } = useDisagreement();
  const answerText = useAnswerText();
  const method = useLabel("decision_method");
  const { decision } = data;
  if (!decision) return null;
  const codes = usableCodes.filter(({ id }) => decision.merged_codes.some((code) => code.id === id));
  return (
    <Group gap="sm" mb="xs" role="group" aria-label={texts.current.label}>
      <div className={classes.decision}>
        <LongText lines={2}>
          {texts.current.decided(method(decision.method), decision.by)}
          <b>{withUnclear(decision.merged_codes, decision.no_code_reason, decision.unclear, answerText)}</b>
          {decision.reason && texts.current.reason(decision.reason)}
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
        {texts.rule.open}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={texts.rule.title} size="lg">
        <Stack>
          {codes.length > 1 && (
            <Select
              label={texts.rule.code}
              allowDeselect={false}
              value={String(codeId)}
              onChange={(value) => setCodeId(Number(value))}
              data={codes.map(({ id, label }) => ({ value: String(id), label }))}
            />
          )}
          {code?.when_to_use && (
            <LongText>
              <Text size="sm" c="dimmed" style={{ whiteSpace: "pre-line" }}>
                {texts.rule.whenToUse(code.label, code.when_to_use)}
              </Text>
            </LongText>
          )}
          <Textarea
            label={texts.rule.addition(code?.label ?? "")}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={20_000}
            value={rule}
            onChange={(event) => setRule(event.currentTarget.value)}
            error={fieldErrors(add.error).when_to_use}
          />
          <MutationError of={add} atFields={["when_to_use"]} />
          <Group justify="flex-end">
            <Button
              disabled={!rule.trim()}
              loading={add.isPending}
              onClick={() => code && add.mutate({ code, rule: rule.trim() }, { onSuccess: dialog.close })}
            >
              {texts.rule.add}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
