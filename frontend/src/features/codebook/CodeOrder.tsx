import { ActionIcon, Button, Group, NumberInput, Stack, Switch, Text, Title } from "@mantine/core";
import { useRef, useState } from "react";
import type { Code } from "../../api/studies";
import { codeOrder, orderWords, withoutPlace } from "../../shared/codes/order";
import { CodeSwatch } from "../../shared/ui/CodeSwatch";
import { MutationError } from "../../shared/ui/MutationError";
import { useOrderCodes } from "./api";
import classes from "./CodebookPage.module.css";
import { texts } from "./texts";

const words = texts.order;

type Props = { study: string; codes: Code[]; lead: boolean };

/** The order of the codes in use, and for the lead a form to state it. */
export function CodeOrder({ study, codes, lead }: Props) {
  const [editing, setEditing] = useState(false);
  const used = codes.filter(({ retired }) => !retired);
  const order = codeOrder(codes);
  const unplaced = withoutPlace(codes);
  if (!order && (!lead || used.length < 2)) return null;
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {words.title}
        </Title>
        {lead && !editing && (
          <Button variant="default" size="xs" onClick={() => setEditing(true)}>
            {order ? words.change : words.state}
          </Button>
        )}
      </Group>
      {editing ? (
        <OrderForm
          study={study}
          codes={order ?? used}
          ordered={used.some(({ rank }) => rank !== null)}
          onDone={() => setEditing(false)}
        />
      ) : (
        <Text size="sm" c={order ? undefined : "dimmed"}>
          {order ? words.is(orderWords(order)) : words.none}
          {unplaced[0] && ` ${words.unplaced(unplaced[0].label)}`}
        </Text>
      )}
    </section>
  );
}

type FormProps = { study: string; codes: Code[]; ordered: boolean; onDone: () => void };

function OrderForm({ study, codes, ordered, onDone }: FormProps) {
  const save = useOrderCodes(study);
  const [rows, setRows] = useState(codes);
  const [scored, setScored] = useState(codes.every(({ score }) => score !== null));
  const [scores, setScores] = useState<(number | string)[]>(
    codes.map(({ score }, index) => score ?? index + 1),
  );
  const [moved, setMoved] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number) => {
    const code = rows[from];
    if (!code || to < 0 || to >= rows.length) return;
    const rest = rows.filter((_, index) => index !== from);
    setRows([...rest.slice(0, to), code, ...rest.slice(to)]);
    setMoved(words.moved(code.label, to + 1, rows.length));
    // The keyboard stays with the code, and with the direction while there is a place to go.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-code="${code.id}"] button`);
      const [lower, higher] = buttons ?? [];
      const same = to < from ? lower : higher;
      (same?.disabled ? (same === lower ? higher : lower) : same)?.focus();
    });
  };
  const send = (order: Code[]) =>
    save.mutate(
      {
        codes: order.map(({ id }) => id),
        scores:
          scored && order.length ? scores.map((score) => Number(score === "" ? Number.NaN : score)) : null,
      },
      { onSuccess: onDone },
    );
  const missing = scored && scores.some((score) => score === "" || score === "-");
  return (
    <Stack gap="sm" maw="40rem">
      <Text size="sm">{words.help}</Text>
      <ol ref={list} className={classes.list} aria-label={words.list}>
        {rows.map((code, index) => (
          <li key={code.id} data-code={code.id} className={classes.item}>
            <Group gap="xs" py={4} wrap="nowrap">
              <ActionIcon
                variant="default"
                aria-label={words.down(code.label)}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              >
                ↑
              </ActionIcon>
              <ActionIcon
                variant="default"
                aria-label={words.up(code.label)}
                disabled={index === rows.length - 1}
                onClick={() => move(index, index + 1)}
              >
                ↓
              </ActionIcon>
              <span style={{ flex: 1, minWidth: 0 }}>
                <CodeSwatch code={code} />
              </span>
              {scored && (
                <NumberInput
                  w={96}
                  size="xs"
                  hideControls
                  aria-label={words.scoreOf(index + 1, code.label)}
                  value={scores[index] ?? ""}
                  onChange={(value) => setScores(scores.map((old, at) => (at === index ? value : old)))}
                />
              )}
            </Group>
          </li>
        ))}
      </ol>
      <Text size="xs" role="status" c="dimmed">
        {moved}
      </Text>
      <Switch
        label={words.scored}
        description={words.scoredHelp}
        checked={scored}
        onChange={(event) => setScored(event.currentTarget.checked)}
      />
      <MutationError of={save} />
      <Group>
        <Button loading={save.isPending} disabled={missing} onClick={() => send(rows)}>
          {words.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
        {ordered && (
          <Button variant="subtle" color="red" onClick={() => send([])}>
            {words.remove}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
