import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Section } from "../../../shared/agreement/Section";
import { Axis } from "../../../shared/figures/Axis";
import { axisStart } from "../../../shared/figures/scale";
import type { BaseReport } from "../api";

interface Props {
  words: { title: string; before: string; after: string; help: string };
  before: BaseReport;
  after: BaseReport;
  from: number;
  children?: ReactNode;
}

/** The primary coefficient before and after codes were matched or merged. */
export function Comparison({ words, before, after, from, children }: Props) {
  const [old, current] = [before.coefficients[before.primary], after.coefficients[after.primary]];
  if (!old || !current) return null;
  return (
    <Section title={words.title}>
      <Axis
        rows={[
          { name: words.before, estimate: old, quiet: true },
          { name: words.after, estimate: current },
        ]}
        from={Math.min(from, axisStart([old.low, old.value]))}
        threshold={null}
      />
      <Text size="sm" c="dimmed">
        {words.help}
      </Text>
      {children}
    </Section>
  );
}
