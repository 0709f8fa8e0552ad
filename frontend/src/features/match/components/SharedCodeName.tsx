import { Autocomplete, Button, Group, Kbd, Text, TextInput } from "@mantine/core";
import { type FormEvent, type RefObject, useState } from "react";
import { likelyLabel, type Placed } from "../state/pairs";
import classes from "./Match.module.css";

interface Props {
  chosen: Placed[];
  labels: string[];
  nameRef: RefObject<HTMLInputElement | null>;
  onMatch: (label: string, reason: string) => void;
  onAlone: () => void;
  onClear: () => void;
}

/** The chosen cards get a shared code: its name, and why if that is not plain. */
export function NameBar({ chosen, labels, nameRef, onMatch, onAlone, onClear }: Props) {
  const [label, setLabel] = useState(likelyLabel(chosen));
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim()) onMatch(label, reason);
  };
  return (
    <form className={classes.nameBar} onSubmit={submit} aria-label="Match the chosen codes">
      <Text size="sm">{chosen.map((card) => `${card.rater}’s ${card.label}`).join(" + ")} =</Text>
      <Autocomplete
        ref={nameRef}
        aria-label="Name of the shared code"
        className={classes.grow}
        maxLength={200}
        data={[...new Set([...chosen.map((card) => card.label), ...labels])]}
        value={label}
        onChange={setLabel}
        selectFirstOptionOnChange={false}
        rightSection={<Kbd size="xs">/</Kbd>}
        comboboxProps={{ position: "top" }}
      />
      <TextInput
        aria-label="Reason (optional)"
        placeholder="Reason, if it is not plain"
        className={classes.grow}
        maxLength={5000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button type="submit" disabled={!label.trim()} rightSection={<Kbd size="xs">m</Kbd>}>
          Match
        </Button>
        <Button variant="default" onClick={onAlone} rightSection={<Kbd size="xs">n</Kbd>}>
          No partner
        </Button>
        <Button variant="subtle" onClick={onClear}>
          Esc
        </Button>
      </Group>
    </form>
  );
}
