import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ReadingOptions } from "../../api/ratings";
import classes from "./OptionFields.module.css";
import { withOptions } from "./options";
import { texts } from "./texts";

type Name = keyof typeof texts.options.fields;

const CHOICES: Partial<Record<Name, readonly string[]>> = {
  layout: ["wide", "long", "single", "questions", "one-hot"],
  separator: [";", ",", "|", "/", "+", "newline", "json"],
  doubled: ["first", "last", "drop", "count"],
  merged: ["fill", "top"],
};
/** Options that are on or off, with the value that the API takes for on. */
const FLAGS: Partial<Record<Name, string | boolean>> = {
  row_numbers: true,
  multilabel: true,
  typed: "keep",
  blanks: "keep",
};
const NAMES = Object.keys(texts.options.fields) as Name[];

interface Props {
  options: ReadingOptions;
  busy: boolean;
  onChange: (options: ReadingOptions) => void;
}

/** All options of a reading, named as on the command line. */
export function OptionFields({ options, busy, onChange }: Props) {
  const [draft, setDraft] = useState<Record<string, unknown>>({ ...options });
  const [shown, setShown] = useState(options);
  if (shown !== options) {
    setShown(options);
    setDraft({ ...options });
  }
  const set = (name: Name, value: unknown) => setDraft({ ...draft, [name]: value });
  const given = Object.keys(options).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(withOptions({}, draft));
  };
  return (
    <details className={classes.options}>
      <summary>
        {texts.options.title}
        {given > 0 && (
          <Text span size="sm" c="dimmed">
            {" "}
            · {texts.options.given(given)}
          </Text>
        )}
      </summary>
      <form onSubmit={submit}>
        <Text size="sm" c="dimmed" mt="xs" mb="sm">
          {texts.options.help}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} verticalSpacing="sm">
          {NAMES.map((name) => (
            <Field key={name} name={name} value={draft[name]} onChange={(value) => set(name, value)} />
          ))}
        </SimpleGrid>
        <Group mt="md">
          <Button type="submit" variant="default" loading={busy}>
            {texts.options.apply}
          </Button>
          {given > 0 && (
            <Button variant="subtle" onClick={() => onChange({})}>
              {texts.options.clear}
            </Button>
          )}
        </Group>
      </form>
    </details>
  );
}

function Field({
  name,
  value,
  onChange,
}: {
  name: Name;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const label = texts.options.fields[name];
  const flag = `--${name.replaceAll("_", "-")}`;
  const on = FLAGS[name];
  if (on !== undefined)
    return (
      <Checkbox
        label={label}
        description={flag}
        checked={value === on}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? on : null)}
      />
    );
  const choices = CHOICES[name];
  if (choices)
    return (
      <NativeSelect
        label={label}
        description={flag}
        value={typeof value === "string" ? value : ""}
        data={[
          { value: "", label: texts.options.auto },
          ...choices.map((choice) => ({ value: choice, label: texts.options.choices[choice] ?? choice })),
        ]}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  return (
    <TextInput
      label={label}
      description={flag}
      value={Array.isArray(value) ? csvLine(value) : String(value ?? "")}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** A list as one CSV line, as the options take it. */
const csvLine = (items: readonly string[]) =>
  items.map((item) => (/[",]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item)).join(",");
