import { Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { patch } from "../../../api/client";
import { said } from "../../../api/disagreements";
import type { Code } from "../../../api/studies";
import { useRefreshStudy } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { LongText } from "../../../shared/ui/LongText";
import { MutationError } from "../../../shared/ui/MutationError";
import type { Disagreement } from "../api";
import classes from "./AdjudicationScreen.module.css";

type Decision = NonNullable<Disagreement["decision"]>;
interface Props {
  unit: number;
  decision: Decision;
  codes: Code[];
}

const HOWS = {
  agreed: "agreed",
  discussion: "in discussion",
  final_rater: "as final rater",
  rule: "by rule",
};

/** The decision that stands, and the lead's way to make a rule of the codebook of it. */
export function Standing({ unit, decision, codes }: Props) {
  const study = useStudy();
  const given = codes.filter(({ id }) => decision.codes.some((code) => code.id === id));
  return (
    <Group gap="sm" mb="xs" role="group" aria-label="The decision that stands">
      <div className={classes.standing}>
        <LongText lines={2}>
          Decided {HOWS[decision.how]}
          {decision.by && ` by ${decision.by}`}: <b>{said(decision.codes)}</b>
          {decision.reason && `. ${decision.reason}`}
        </LongText>
      </div>
      {study.roles.includes("lead") && given.length > 0 && (
        <MakeRule unit={unit} reason={decision.reason} codes={given} />
      )}
    </Group>
  );
}

/** Appends the reason to "when to use" of a code; the history says which decision it came from. */
function MakeRule({ unit, reason, codes }: { unit: number; reason: string; codes: Code[] }) {
  const study = useStudy();
  const refresh = useRefreshStudy(study.slug);
  const [opened, dialog] = useDisclosure(false);
  const [chosen, setChosen] = useState(codes[0]?.id);
  const [rule, setRule] = useState(reason);
  const code = codes.find(({ id }) => id === chosen) ?? codes[0];
  const change = useMutation({
    mutationFn: (when_to_use: string) =>
      patch("/studies/{study}/codes/{code}/", {
        params: { path: { study: study.slug, code: code?.id ?? 0 } },
        body: { when_to_use, reason: `From the decision on unit ${unit}` },
      }),
    onSuccess: () => {
      dialog.close();
      return refresh();
    },
  });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        Make it a rule …
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title="Make the decision a rule of the codebook"
        size="lg"
      >
        <Stack>
          {codes.length > 1 && (
            <Select
              label="Code"
              allowDeselect={false}
              value={String(chosen)}
              onChange={(value) => setChosen(Number(value))}
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
          <MutationError of={change} />
          <Group justify="flex-end">
            <Button
              disabled={!rule.trim()}
              loading={change.isPending}
              onClick={() => change.mutate([code?.when_to_use, rule.trim()].filter(Boolean).join("\n"))}
            >
              Add the rule
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
