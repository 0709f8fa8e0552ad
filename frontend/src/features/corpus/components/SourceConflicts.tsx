import { Text, Title } from "@mantine/core";
import type { Conflict } from "../api";
import { texts } from "../texts";
import classes from "./AdvisoryText.module.css";

/** The facts on which sources differ: each value with its sources, and the reason why one of them is shown. */
export function SourceConflicts({ conflicts }: { conflicts: Conflict[] }) {
  if (!conflicts.length) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        {texts.conflicts.title}
      </Title>
      <ul className={classes.conflicts}>
        {conflicts.map((conflict) => (
          <li key={`${conflict.fact} ${conflict.about}`}>
            <Text size="sm" fw={600}>
              {texts.factNames[conflict.fact]}
              {conflict.about && texts.conflicts.about(conflict.about)}
            </Text>
            <ul className={classes.claims}>
              {conflict.claims.map((claim) => (
                <li key={claim.value} data-shown={claim.shown || undefined}>
                  <span className={classes.value}>{claim.value}</span>
                  <span className={classes.source}>
                    {claim.records.join(", ")} ·{" "}
                    {claim.shown ? texts.conflicts.shown : texts.conflicts.notShown}
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
