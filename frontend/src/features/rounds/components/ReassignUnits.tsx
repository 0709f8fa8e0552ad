import { Alert, Button, Group, Modal, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { fieldErrors } from "../../../api/client";
import type { Round, Study } from "../../../api/studies";
import { membersQuery } from "../../../api/studies";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { useReassignUnits } from "../api";
import { texts } from "../texts";

/** Gives units to another rater, when a rater joins or leaves during the round. */
export function ReassignUnits({ study, round }: { study: Study; round: Round }) {
  const [opened, dialog] = useDisclosure(false);
  const members = useQuery(membersQuery(study.slug));
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {texts.reassign.open}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={texts.reassign.title(round.number)}>
        <Loaded query={members}>
          {(all) => (
            <Form
              study={study}
              round={round}
              raters={all
                .filter(({ retired, roles }) => !retired && roles.includes("rater"))
                .map(({ name }) => name)}
              onDone={dialog.close}
            />
          )}
        </Loaded>
      </Modal>
    </>
  );
}

interface Fields {
  from: string | null;
  to: string | null;
  units: number | string;
}

type FormProps = { study: Study; round: Round; raters: string[]; onDone: () => void };

function Form({ study, round, raters, onDone }: FormProps) {
  const reassign = useReassignUnits(study.slug, round.number);
  const form = useForm<Fields>({ mode: "controlled", initialValues: { from: null, to: null, units: "" } });
  const { from: giver, to: taker, units } = form.values;
  const source = round.raters.find(({ name }) => name === giver);
  const remaining = source ? source.assigned - source.submitted : 0;
  const submit = form.onSubmit(() => {
    if (!giver || !taker) return;
    reassign
      .mutateAsync({ from: giver, to: taker, units: units === "" ? null : Number(units) })
      .then(onDone, (error) => form.setErrors(fieldErrors(error)));
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{texts.reassign.help}</Text>
        <Select
          label={texts.reassign.from}
          data={round.raters.filter((row) => row.submitted < row.assigned).map(({ name }) => name)}
          {...form.getInputProps("from")}
          description={source && texts.reassign.remaining(remaining)}
        />
        <Select
          label={texts.reassign.to}
          data={raters.filter((name) => name !== giver)}
          {...form.getInputProps("to")}
        />
        <NumberInput
          label={texts.reassign.count}
          description={texts.reassign.countHelp}
          min={1}
          max={remaining || undefined}
          {...form.getInputProps("units")}
        />
        {giver && taker === study.me && <Alert>{texts.reassign.toYourself(giver)}</Alert>}
        <MutationError of={reassign} atFields={Object.keys(form.values)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {texts.reassign.cancel}
          </Button>
          <Button type="submit" disabled={!giver || !taker} loading={reassign.isPending}>
            {texts.reassign.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
