import { ActionIcon, Button, Group, Paper, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useStudy } from "../../shared/study";
import { MutationError } from "../../shared/ui/MutationError";
import { type CriterionDraft, type Screening, useSetCriteria } from "./api";
import classes from "./Screen.module.css";

type Row = CriterionDraft & { row: number };

/** All criteria in their order: rename, describe, move, add, leave out. */
export function CriteriaForm({ screening, onDone }: { screening: Screening; onDone: () => void }) {
  const study = useStudy();
  const save = useSetCriteria(study.slug);
  const [rows, setRows] = useState<Row[]>(() => screening.criteria.map((one, row) => ({ ...one, row })));
  const change = (row: number, part: Partial<Row>) =>
    setRows(rows.map((one) => (one.row === row ? { ...one, ...part } : one)));
  const move = (place: number, by: number) => {
    const moved = [...rows];
    const [one] = moved.splice(place, 1);
    if (one) moved.splice(place + by, 0, one);
    setRows(moved);
  };
  const add = () =>
    setRows([
      ...rows,
      { id: null, label: "", description: "", row: Math.max(-1, ...rows.map(({ row }) => row)) + 1 },
    ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      rows.map(({ id, label, description }) => ({ id, label, description })),
      { onSuccess: onDone },
    );
  };
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            A project counts under the first criterion it does not meet. One that is left out here is retired;
            what was decided by it stays on record.
          </Text>
          {rows.map((one, place) => (
            <Group key={one.row} align="flex-end" wrap="wrap">
              <TextInput
                label={`Criterion ${place + 1}`}
                required
                withAsterisk={false}
                maxLength={200}
                value={one.label}
                onChange={(event) => change(one.row, { label: event.currentTarget.value })}
                className={classes.grow}
              />
              <Textarea
                label="Met when"
                autosize
                maxRows={6}
                maxLength={2000}
                value={one.description}
                onChange={(event) => change(one.row, { description: event.currentTarget.value })}
                className={classes.grow}
              />
              <Group gap={4}>
                <ActionIcon
                  variant="default"
                  aria-label={`Move criterion ${place + 1} up`}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                >
                  ↑
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  aria-label={`Move criterion ${place + 1} down`}
                  disabled={place === rows.length - 1}
                  onClick={() => move(place, 1)}
                >
                  ↓
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  aria-label={`Leave criterion ${place + 1} out`}
                  onClick={() => setRows(rows.filter(({ row }) => row !== one.row))}
                >
                  ✕
                </ActionIcon>
              </Group>
            </Group>
          ))}
          <MutationError of={save} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              Save the criteria
            </Button>
            <Button variant="default" onClick={add}>
              Add a criterion
            </Button>
            <Button variant="subtle" onClick={onDone}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
