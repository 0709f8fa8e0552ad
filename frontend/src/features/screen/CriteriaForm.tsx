import { ActionIcon, Button, Group, Paper, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldErrors } from "../../api/client";
import { useStudy } from "../../shared/study";
import { MutationError } from "../../shared/ui/MutationError";
import { type Screening, useSetCriteria } from "./api";
import classes from "./Screen.module.css";
import { texts } from "./texts";

interface Row {
  key: number; // a new criterion has no id yet
  id: number | null;
  label: string;
  description: string;
}

/** The criteria in their order: edit, move, add and remove them. */
export function CriteriaForm({ screening, onDone }: { screening: Screening; onDone: () => void }) {
  const study = useStudy();
  const save = useSetCriteria(study.slug);
  const form = useForm<{ criteria: Row[] }>({
    mode: "controlled",
    initialValues: { criteria: screening.criteria.map((criterion, key) => ({ ...criterion, key })) },
  });
  const { criteria } = form.values;
  const fields = criteria.flatMap((_, index) => [`criteria.${index}.label`, `criteria.${index}.description`]);
  const add = () =>
    form.insertListItem("criteria", {
      key: Math.max(-1, ...criteria.map(({ key }) => key)) + 1,
      id: null,
      label: "",
      description: "",
    });
  const submit = form.onSubmit(() =>
    save.mutate(
      criteria.map(({ id, label, description }) => ({ id, label, description })),
      { onSuccess: onDone, onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {texts.criteria.help}
          </Text>
          {criteria.map(({ key }, index) => (
            <Group key={key} align="flex-end" wrap="wrap">
              <TextInput
                label={texts.criteria.label(index + 1)}
                required
                withAsterisk={false}
                maxLength={200}
                className={classes.grow}
                {...form.getInputProps(`criteria.${index}.label`)}
              />
              <Textarea
                label={texts.criteria.description}
                autosize
                maxRows={6}
                maxLength={2000}
                className={classes.grow}
                {...form.getInputProps(`criteria.${index}.description`)}
              />
              <Group gap={4}>
                <ActionIcon
                  variant="default"
                  aria-label={texts.criteria.moveUp(index + 1)}
                  disabled={index === 0}
                  onClick={() => form.reorderListItem("criteria", { from: index, to: index - 1 })}
                >
                  ↑
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  aria-label={texts.criteria.moveDown(index + 1)}
                  disabled={index === criteria.length - 1}
                  onClick={() => form.reorderListItem("criteria", { from: index, to: index + 1 })}
                >
                  ↓
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  aria-label={texts.criteria.remove(index + 1)}
                  onClick={() => form.removeListItem("criteria", index)}
                >
                  ✕
                </ActionIcon>
              </Group>
            </Group>
          ))}
          <MutationError of={save} atFields={fields} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {texts.criteria.save}
            </Button>
            <Button variant="default" onClick={add}>
              {texts.criteria.add}
            </Button>
            <Button variant="subtle" onClick={onDone}>
              {texts.criteria.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
