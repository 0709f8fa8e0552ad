import { Text, Title } from "@mantine/core";
import type { Conflict } from "../api";
import { FACTS } from "../state/labels";
import classes from "./AdvisoryText.module.css";

/** The facts on which sources disagree: each value with its source, which one is shown, and why. */
export function Disagreements({ conflicts }: { conflicts: Conflict[] }) {
  if (!conflicts.length) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        What the sources disagree on
      </Title>
      <ul className={classes.conflicts}>
        {conflicts.map((conflict) => (
          <li key={`${conflict.fact} ${conflict.about}`}>
            <Text size="sm" fw={600}>
              {FACTS[conflict.fact]}
              {conflict.about && ` of ${conflict.about}`}
            </Text>
            <ul className={classes.claims}>
              {conflict.claims.map((claim) => (
                <li key={claim.value} data-shown={claim.shown || undefined}>
                  <span className={classes.value}>{claim.value}</span>
                  <span className={classes.source}>
                    {claim.records.join(", ")} · {claim.shown ? "shown" : "not shown"}
                  </span>
                </li>
              ))}
            </ul>
            <Text size="xs" c="dimmed">
              {conflict.why}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
