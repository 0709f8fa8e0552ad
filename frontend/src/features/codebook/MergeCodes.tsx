import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Code } from "../../api/studies";
import { coefficient, coefficientName } from "../../shared/numbers";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { mergeEffectQuery, useMerge, type Value } from "./api";

type Props = { study: string; code: Code; codes: Code[]; onDone: () => void };

/** Reads one shared code as another from now on; what it does to agreement is shown first. */
export function Merge({ study, code, codes, onDone }: Props) {
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
          Merge into another …
        </Button>
      </Group>
      <Modal opened={opened} onClose={dialog.close} title={`Merge: ${code.label}`}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            merge.mutateAsync({ code: code.id, into: Number(into), reason }).then(onDone, () => undefined);
          }}
        >
          <Stack gap="sm">
            <Text size="sm">
              “{code.label}” can no longer be chosen and is read as the other code in every closed round.
              First ratings stay as they are.
            </Text>
            <Select
              label="Into"
              searchable
              data={others.map(({ id, label }) => ({ value: String(id), label }))}
              value={into}
              onChange={setInto}
            />
            {into && <Effect study={study} code={code.id} into={Number(into)} />}
            <TextInput
              label="Why are they one?"
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <MutationError of={merge} />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                Cancel
              </Button>
              <Button type="submit" disabled={!into || !reason.trim()} loading={merge.isPending}>
                Merge
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

function Effect({ study, code, into }: { study: string; code: number; into: number }) {
  return (
    <Loaded query={useQuery(mergeEffectQuery(study, code, into))} rows={1}>
      {({ round, units, primary, before, after }) => (
        <Text size="sm" role="status">
          {round === null || !primary || !before || !after
            ? "No round is closed yet, so no agreement changes."
            : `Round ${round}: ${units === 1 ? "1 unit" : `${units} units`}, ${coefficientName(primary)} ${shown(before)} → ${shown(after)}.`}
        </Text>
      )}
    </Loaded>
  );
}

function shown({ value, low, high }: Value): string {
  if (value === null) return "undefined";
  const interval = low === null || high === null ? "" : ` [${coefficient(low)}, ${coefficient(high)}]`;
  return coefficient(value) + interval;
}
