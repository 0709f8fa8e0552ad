import { Button, Checkbox, Group, Modal, ScrollArea, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import type { Code } from "../../../api/studies";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { withNewCode } from "../state/codeKeys";
import { type RecodeScope, recodeScopeQuery, useRecode, useSaveCode } from "../state/codes";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";

export type Recoding = "merge" | "split" | "retire";

interface Props {
  kind: Recoding;
  code: Code;
  /** `recoded`: units changed their code, which is undone differently from retiring the code. */
  onDone: (result: string, recoded: boolean) => void;
  onClose: () => void;
}

/** Merging, splitting or retiring a code of one's own, with the units that it changes. */
export function RecodeDialog(props: Props) {
  const { kind, code, onClose } = props;
  const { study, round } = useCoding();
  const scope = useQuery(recodeScopeQuery(study.slug, round.number, code.id));
  return (
    <Modal opened onClose={onClose} title={texts.recode.title(kind, code.label)} size="lg">
      <Loaded query={scope}>{(data) => <RecodeForm {...props} scope={data} />}</Loaded>
    </Modal>
  );
}

const NEW_CODE = "new";

interface Values {
  target: string | null;
  label: string;
  units: number[];
  reason: string;
}

function RecodeForm({ kind, code, scope, onDone, onClose }: Props & { scope: RecodeScope }) {
  const { study, round, codes, worklist } = useCoding();
  const recode = useRecode(study.slug, round.number);
  const save = useSaveCode(study.slug, round.number);
  const form = useForm<Values>({
    initialValues: { target: kind === "split" ? NEW_CODE : null, label: "", units: [], reason: "" },
  });
  const { target, label, units, reason } = form.values;
  const others = codes.all.filter(({ id, mine, retired }) => id !== code.id && mine && !retired);
  const titles = new Map(worklist.units.map(({ number, title }) => [number, title]));
  const complete =
    kind === "retire" ||
    (reason.trim() !== "" &&
      (target === NEW_CODE ? label.trim() !== "" : target !== null) &&
      (kind === "merge" || units.length > 0));

  const retire = async () => {
    await save.mutateAsync({ id: code.id, words: { retired: true, reason } });
    onDone(texts.recode.retired(code.label), false);
  };
  const recodeUnits = async () => {
    const newCode = target === NEW_CODE ? await save.mutateAsync({ words: { label: label.trim() } }) : null;
    const into = newCode ?? others.find(({ id }) => String(id) === target);
    if (!into) return;
    if (newCode) codes.changeKeys(withNewCode(codes.keys, newCode.id, codes.all));
    const { units: changed } = await recode.mutateAsync({
      code: code.id,
      into: into.id,
      reason,
      units: kind === "merge" ? null : units,
    });
    onDone(texts.recode.recoded(changed.length, into.label), true);
  };
  return (
    <form
      onSubmit={form.onSubmit(() => {
        if (!complete) return;
        // A refusal is shown below the fields.
        (kind === "retire" ? retire() : recodeUnits()).catch(() => undefined);
      })}
    >
      <Stack gap="sm">
        <Effect kind={kind} code={code} scope={scope} />
        {kind !== "retire" && (
          <Select
            label={kind === "merge" ? texts.recode.into : texts.recode.other}
            searchable
            data={[
              ...(kind === "split" ? [{ value: NEW_CODE, label: texts.recode.newCode }] : []),
              ...others.map((other) => ({ value: String(other.id), label: other.label })),
            ]}
            {...form.getInputProps("target")}
          />
        )}
        {kind === "split" && target === NEW_CODE && (
          <TextInput label={texts.recode.newLabel} maxLength={200} {...form.getInputProps("label")} />
        )}
        {kind !== "retire" && scope.submitted.length > 0 && (
          <ScrollArea.Autosize mah="16rem" type="auto">
            <Checkbox.Group
              label={kind === "merge" ? texts.recode.mergedUnits : texts.recode.splitUnits}
              value={(kind === "merge" ? scope.submitted : units).map(String)}
              onChange={(values) => form.setFieldValue("units", values.map(Number))}
            >
              <Stack gap={4} mt={4}>
                {scope.submitted.map((unit) => (
                  <Checkbox
                    key={unit}
                    size="xs"
                    value={String(unit)}
                    disabled={kind === "merge"}
                    label={texts.recode.unit(unit, titles.get(unit) ?? "")}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          </ScrollArea.Autosize>
        )}
        <TextInput
          label={kind === "retire" ? texts.recode.reasonOptional : texts.recode.reason}
          required={kind !== "retire"}
          {...form.getInputProps("reason")}
        />
        <MutationError of={recode} />
        <MutationError of={save} />
        <Group justify="space-between">
          <CodeSwatch code={code} />
          <Group>
            <Button variant="default" onClick={onClose}>
              {texts.describe.cancel}
            </Button>
            <Button type="submit" disabled={!complete} loading={recode.isPending || save.isPending}>
              {kind === "split" ? texts.recode.split(units.length) : texts.recode[kind]}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

function Effect({ kind, code, scope }: { kind: Recoding; code: Code; scope: RecodeScope }) {
  const { merge, split, retire } = texts.recode.effect;
  const [submitted, drafts] = [scope.submitted.length, scope.drafts.length];
  const text = {
    merge: merge(submitted, drafts, code.label),
    split: split(submitted, code.label),
    retire: retire(submitted, drafts),
  }[kind];
  return <Text size="sm">{text}</Text>;
}
