import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Code } from "../../api/studies";
import { useCoefficients } from "../../shared/coefficients";
import { coefficient } from "../../shared/numbers";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { mergeEffectQuery, useMerge, type Value } from "./api";
import { texts } from "./texts";

type Props = { study: string; code: Code; codes: Code[]; onDone: () => void };

/** Merges a shared code into another. Shows first what changes in each round. */
export function MergeCodes({ study, code, codes, onDone }: Props) {
  const [opened, dialog] = useDisclosure(false);
  const [into, setInto] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const merge = useMerge(study);
  const others = codes.filter(({ id, retired }) => id !== code.id && !retired);
  if (!others.length) return null;
  return (
    <>
      <Group>
        <Button variant="default" size="xs" onClick={dialog.open}>
          {texts.merge.open}
        </Button>
      </Group>
      <Modal opened={opened} onClose={dialog.close} title={texts.merge.title(code.label)}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            merge.mutateAsync({ code: code.id, into: Number(into), reason }).then(onDone, () => undefined);
          }}
        >
          <Stack gap="sm">
            <Text size="sm">{texts.merge.consequence(code.label)}</Text>
            <Select
              label={texts.merge.into}
              searchable
              data={others.map(({ id, label }) => ({ value: String(id), label }))}
              value={into}
              onChange={setInto}
            />
            {into && <Effect study={study} code={code.id} into={Number(into)} />}
            <TextInput
              label={texts.merge.reason}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <MutationError of={merge} />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                {texts.merge.cancel}
              </Button>
              <Button type="submit" disabled={!into || !reason.trim()} loading={merge.isPending}>
                {texts.merge.confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

function Effect({ study, code, into }: { study: string; code: number; into: number }) {
  const coefficients = useCoefficients();
  return (
    <Loaded query={useQuery(mergeEffectQuery(study, code, into))} rows={1}>
      {({ closed, rounds }) => (
        <Stack gap={4} role="status">
          {rounds.length === 0 && <Text size="sm">{texts.merge.noEffect(closed)}</Text>}
          {rounds.map((effect) => (
            <Text key={effect.round} size="sm">
              {texts.merge.effect(
                effect,
                coefficients.name(effect.primary),
                withInterval(effect.before),
                withInterval(effect.after),
              )}
            </Text>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function withInterval({ value, low, high }: Value): string {
  if (value === null) return texts.merge.undefined;
  const interval = low === null || high === null ? "" : ` [${coefficient(low)}, ${coefficient(high)}]`;
  return coefficient(value) + interval;
}
