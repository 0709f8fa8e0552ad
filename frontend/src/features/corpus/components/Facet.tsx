import { Anchor, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { texts } from "../texts";
import classes from "./Facet.module.css";

export type Option = { value: string; label?: string; count?: number };
type Props = { title: string; options: Option[]; chosen: string[]; onToggle: (value: string) => void };

const SHOWN = 7;

/** The values of one property of advisories as switches. Chosen values are always shown. */
export function Facet({ title, options, chosen, onToggle }: Props) {
  const [all, setAll] = useState(false);
  if (!options.length) return null;
  const shown = options.filter(({ value }, index) => all || index < SHOWN || chosen.includes(value));
  return (
    <fieldset className={classes.facet}>
      <Text component="legend" size="xs" c="dimmed" fw={600}>
        {title}
      </Text>
      {shown.map(({ value, label, count }) => (
        <UnstyledButton
          key={value}
          className={classes.option}
          aria-pressed={chosen.includes(value)}
          onClick={() => onToggle(value)}
        >
          <span>{label ?? value}</span>
          <span className={classes.count}>{count}</span>
        </UnstyledButton>
      ))}
      {options.length > SHOWN && (
        <Anchor component="button" type="button" size="xs" onClick={() => setAll(!all)}>
          {all ? texts.facets.fewer : texts.facets.more(options.length - SHOWN)}
        </Anchor>
      )}
    </fieldset>
  );
}
