import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { fieldErrors } from "../../api/client";
import type { Code } from "../../api/studies";
import { useCoefficients } from "../../shared/coefficients";
import { coefficient } from "../../shared/numbers";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { mergeEffectQuery, useMerge, type Value } from "./api";
import { texts } from "./texts";

interface Fields {
  into: string | null;
  reason: string;
}

type Props = { study: string; code: Code; codes: Code[]; onDone: () => void };

/** Merges a shared code into another. Shows first what changes in each round. */
export function MergeCodes({ study, code, codes, onDone }: Props) {
  const [opened, dialog] = useDisclosure(false);
  const form = useForm<Fields>({ mode: "controlled", initialValues: { into: null, reason: "" } });
  const { into, reason } = form.values;
  const merge = useMerge(study);
  const others = codes.filter(({ id, retired }) => id !== code.id && !retired);
  if (!others.length) return null;
  const submit = form.onSubmit(() =>
    merge
      .mutateAsync({ code: code.id, into: Number(into), reason })
      .then(onDone, (error) => form.setErrors(fieldErrors(error))),
  );
  return (
    <>
      <Group>
        <Button variant="default" size="xs" onClick={dialog.open}>
          {texts.merge.open}
        </Button>
      </Group>
      <Modal opened={opened} onClose={dialog.close} title={texts.merge.title(code.label)}>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm">{texts.merge.consequence(code.label)}</Text>
            <Select
              label={texts.merge.into}
              searchable
              data={others.map(({ id, label }) => ({ value: String(id), label }))}
              {...form.getInputProps("into")}
            />
            {into && <Effect study={study} code={code.id} into={Number(into)} />}
            <TextInput
              label={texts.merge.reason}
              required
              maxLength={5000}
              {...form.getInputProps("reason")}
            />
            <MutationError of={merge} atFields={Object.keys(form.values)} />
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
