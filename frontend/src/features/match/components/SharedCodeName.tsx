import { Autocomplete, Button, Group, Kbd, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { suggestedLabel } from "../state/pairs";
import classes from "./Match.module.css";
import { useMatching } from "./MatchingContext";

/** The shared code of the selected codes: its label, and a reason. One per selection: give it a key. */
export function SharedCodeName() {
  const { data, groups, selected, labelField, match, keepOwnLabels, dispatch } = useMatching();
  const [label, setLabel] = useState(suggestedLabel(selected));
  const [reason, setReason] = useState("");
  const labels = [
    ...selected.map((code) => code.label),
    ...data.shared,
    ...groups.map((group) => group.label),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    match(label, reason);
  };
  return (
    <form className={classes.nameForm} onSubmit={submit} aria-label="Match the chosen codes">
      <Text size="sm">{selected.map((code) => `${code.rater}’s ${code.label}`).join(" + ")} =</Text>
      <Autocomplete
        ref={labelField}
        aria-label="Name of the shared code"
        className={classes.grow}
        maxLength={200}
        data={[...new Set(labels)]}
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
        <Button variant="default" onClick={keepOwnLabels} rightSection={<Kbd size="xs">n</Kbd>}>
          No partner
        </Button>
        <Button variant="subtle" onClick={() => dispatch({ type: "clearSelection" })}>
          Esc
        </Button>
      </Group>
    </form>
  );
}
