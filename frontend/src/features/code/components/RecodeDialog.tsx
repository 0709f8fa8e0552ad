import { Button, Checkbox, Group, Modal, ScrollArea, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Code } from "../../../api/types";
import { CodeMark } from "../../../shared/ui/CodeSwatch";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import type { Queue } from "../api";
import { type Touched, touchedQuery, useRecode, useSaveCode } from "../state/codes";
import type { Change } from "./PrivateCodeForm";

interface Props {
  study: string;
  round: number;
  kind: Change;
  code: Code;
  codes: readonly Code[];
  queue: Queue;
  onDone: (said: string, canUndo: boolean) => void;
  onClose: () => void;
}

const TITLES: Record<Change, string> = { merge: "Merge", split: "Split", retire: "Retire" };

/** A change of one's own code, with what it touches before it is done. */
export function CodeChange(props: Props) {
  const { study, round, kind, code, onClose } = props;
  const touched = useQuery(touchedQuery(study, round, code.id));
  return (
    <Modal opened onClose={onClose} title={`${TITLES[kind]}: ${code.label}`} size="lg">
      <Loaded query={touched}>{(found) => <Form {...props} touched={found} />}</Loaded>
    </Modal>
  );
}

const NEW = "new";

function Form({
  study,
  round,
  kind,
  code,
  codes,
  queue,
  onDone,
  onClose,
  touched,
}: Props & { touched: Touched }) {
  const recode = useRecode(study, round);
  const save = useSaveCode(study, round);
  const [into, setInto] = useState<string | null>(kind === "split" ? NEW : null);
  const [label, setLabel] = useState("");
  const [units, setUnits] = useState<number[]>([]);
  const [reason, setReason] = useState("");
  const others = codes.filter(({ id, mine, retired }) => id !== code.id && mine && !retired);
  const titles = new Map(queue.units.map(({ number, title }) => [number, title]));
  const count = touched.submitted.length;
  const again = count === 1 ? "1 submitted unit" : `${count} submitted units`;

  const retire = async () => {
    await save.mutateAsync({ id: code.id, words: { retired: true, reason } });
    onDone(`“${code.label}” is retired.`, false);
  };
  const change = async () => {
    if (kind === "retire") return retire();
    const made = into === NEW ? await save.mutateAsync({ words: { label: label.trim() } }) : null;
    const target = made ?? others.find(({ id }) => String(id) === into);
    if (!target) return;
    const body = { code: code.id, into: target.id, reason, units: kind === "merge" ? null : units };
    const done = await recode.mutateAsync(body);
    onDone(`${done.units.length} of your units have “${target.label}” now.`, true);
  };
  const ready =
    kind === "retire" ||
    (reason.trim() !== "" &&
      (into === NEW ? label.trim() !== "" : into !== null) &&
      (kind === "merge" || units.length > 0));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) change().catch(() => undefined); // the panel below says what was wrong
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {kind === "retire"
            ? `The code can no longer be chosen. ${again} keep it, and so do ${touched.drafts.length} drafts until you change them.`
            : kind === "merge"
              ? `${again} and ${touched.drafts.length} drafts get the other code, and “${code.label}” can no longer be chosen.`
              : `Choose which of ${again} get the other code. The others keep “${code.label}”.`}{" "}
          {kind !== "retire" && "Your earlier answers stay on record as earlier versions."}
        </Text>
        {kind !== "retire" && (
          <Select
            label={kind === "merge" ? "Into" : "The other code"}
            searchable
            data={[
              ...(kind === "split" ? [{ value: NEW, label: "A new code" }] : []),
              ...others.map(({ id, label }) => ({ value: String(id), label })),
            ]}
            value={into}
            onChange={setInto}
          />
        )}
        {kind === "split" && into === NEW && (
          <TextInput
            label="Label of the new code"
            value={label}
            maxLength={200}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
        )}
        {kind !== "retire" && count > 0 && (
          <ScrollArea.Autosize mah="16rem" type="auto">
            <Checkbox.Group
              label={kind === "merge" ? "Units that change" : "Units that get it"}
              value={(kind === "merge" ? touched.submitted : units).map(String)}
              onChange={(values) => setUnits(values.map(Number))}
            >
              <Stack gap={4} mt={4}>
                {touched.submitted.map((unit) => (
                  <Checkbox
                    key={unit}
                    size="xs"
                    value={String(unit)}
                    disabled={kind === "merge"}
                    label={`${unit}. ${titles.get(unit) ?? ""}`}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          </ScrollArea.Autosize>
        )}
        <TextInput
          label="Why?"
          required={kind !== "retire"}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <MutationError of={recode} />
        <MutationError of={save} />
        <Group justify="space-between">
          <CodeMark code={code} />
          <Group>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready} loading={recode.isPending || save.isPending}>
              {kind === "split" ? `Change ${units.length} units` : TITLES[kind]}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
