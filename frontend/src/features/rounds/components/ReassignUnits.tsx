import { Button, Group, Modal, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Round, Study } from "../../../api/studies";
import { membersQuery } from "../../../api/studies";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { useHandOver } from "../api";

/** A rater joins or leaves mid-way. */
export function HandOver({ study, round }: { study: Study; round: Round }) {
  const [opened, dialog] = useDisclosure(false);
  const members = useQuery(membersQuery(study.slug));
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Hand units over
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={`Hand units of round ${round.number} over`}>
        <Loaded query={members}>
          {(all) => (
            <Form
              study={study.slug}
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

type FormProps = { study: string; round: Round; raters: string[]; onDone: () => void };

function Form({ study, round, raters, onDone }: FormProps) {
  const hand = useHandOver(study, round.number);
  const [giver, setGiver] = useState<string | null>(null);
  const [taker, setTaker] = useState<string | null>(null);
  const [units, setUnits] = useState<number | string>("");
  const from = round.raters.find(({ name }) => name === giver);
  const left = from ? from.assigned - from.submitted : 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (giver && taker) {
          hand
            .mutateAsync({ giver, taker, units: units === "" ? null : Number(units) })
            .then(onDone, () => undefined);
        }
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          Units that are not submitted yet go to the other rater, unread. What was submitted stays and counts.
          If this makes three raters of two, agreement is reported with Krippendorff's alpha where Cohen's
          kappa was fixed.
        </Text>
        <Select
          label="From"
          data={round.raters.filter((row) => row.submitted < row.assigned).map(({ name }) => name)}
          value={giver}
          onChange={setGiver}
          description={from && `${left} not submitted`}
        />
        <Select label="To" data={raters.filter((name) => name !== giver)} value={taker} onChange={setTaker} />
        <NumberInput
          label="How many"
          description="Empty: all of them."
          min={1}
          max={left || undefined}
          value={units}
          onChange={setUnits}
        />
        <MutationError of={hand} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={!giver || !taker} loading={hand.isPending}>
            Hand over
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
