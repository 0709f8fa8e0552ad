import { Text } from "@mantine/core";
import { number } from "../../../shared/numbers";
import type { BaseReport } from "../api";
import { texts } from "../texts";

/** Kappa that matching alone would give two independent raters. */
export function MatchingBaseline({ baseline }: { baseline: NonNullable<BaseReport["matching_baseline"]> }) {
  const { undefined: reason, mean, quantile, permutations, seed, suggested } = baseline;
  return (
    <Text size="sm" mt="xs" maw="46rem">
      {reason
        ? texts.matching.notComputed(reason)
        : texts.matching.baseline(number(mean), number(quantile), permutations, seed, number(suggested))}
    </Text>
  );
}
