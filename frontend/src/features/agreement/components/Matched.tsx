import { Text } from "@mantine/core";
import { Axis } from "../../../shared/figures/Axis";
import { axisStart, number } from "../../../shared/figures/words";
import type { Report } from "../api";
import { Section } from "./Section";

/** Agreement before and after matching, and what matching alone would give. */
export function Matched({ before, after, from }: { before: Report; after: Report; from: number }) {
  const [old, now] = [before.coefficients[before.primary], after.coefficients[after.primary]];
  if (!old || !now) return null;
  return (
    <Section title="Before and after matching">
      <Axis
        rows={[
          { name: "before", estimate: old, quiet: true },
          { name: "after", estimate: now },
        ]}
        from={Math.min(from, axisStart([old.low, old.value]))}
        threshold={null}
      />
      <Text size="sm" c="dimmed">
        Before, codes count as the same when their labels are the same but for case and spaces.
      </Text>
      {after.matching_baseline && <Baseline found={after.matching_baseline} />}
    </Section>
  );
}

function Baseline({ found }: { found: NonNullable<Report["matching_baseline"]> }) {
  if (found.undefined)
    return (
      <Text size="sm" mt="xs">
        What matching alone gives was not computed: {found.undefined}.
      </Text>
    );
  return (
    <Text size="sm" mt="xs" maw="46rem">
      Two independent raters would reach a κ of {number(found.mean)} on average by the suggested matching
      alone, 95 % below {number(found.quantile)} ({found.permutations} deals of one rater’s codes, seed{" "}
      {found.seed}
      ). The suggestion gives these raters {number(found.suggested)}.
    </Text>
  );
}
