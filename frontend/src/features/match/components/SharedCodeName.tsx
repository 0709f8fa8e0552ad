import { Autocomplete, Button, Group, Kbd, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { suggestedLabel } from "../state/pairs";
import { texts } from "../texts";
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
    <form className={classes.nameForm} onSubmit={submit} aria-label={texts.form.title}>
      <Text size="sm">{texts.form.selected(selected)}</Text>
      <Autocomplete
        ref={labelField}
        aria-label={texts.form.label}
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
        aria-label={texts.form.reason}
        placeholder={texts.form.reason}
        className={classes.grow}
        maxLength={5000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button type="submit" disabled={!label.trim()} rightSection={<Kbd size="xs">m</Kbd>}>
          {texts.form.match}
        </Button>
        <Button variant="default" onClick={keepOwnLabels} rightSection={<Kbd size="xs">n</Kbd>}>
          {texts.form.keepLabels}
        </Button>
        <Button variant="subtle" onClick={() => dispatch({ type: "clearSelection" })}>
          {texts.form.clear}
        </Button>
      </Group>
    </form>
  );
}
