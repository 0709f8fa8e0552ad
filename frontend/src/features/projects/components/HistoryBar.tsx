import { Text } from "@mantine/core";
import { percent } from "../../../shared/numbers";
import type { Evidence } from "../api";
import classes from "../Projects.module.css";
import { HISTORY_PARTS, historyCounts, total } from "../state/history";
import { texts } from "../texts";

/** One bar: how people's commits entered the main line. Nothing where the evidence has no history. */
export function HistoryBar({ rows }: { rows: readonly Evidence[] }) {
  const counts = historyCounts(rows);
  if (!counts) return null;
  const all = total(counts);
  const parts = HISTORY_PARTS.filter((part) => counts[part] > 0);
  return (
    <figure className={classes.history}>
      <Text size="sm" fw={600} component="figcaption" mb={4}>
        {texts.history.title}
      </Text>
      <div className={classes.bar} aria-hidden>
        {parts.map((part) => (
          <span
            key={part}
            className={`${classes.part} ${classes[part]}`}
            style={{ flexGrow: counts[part] }}
          />
        ))}
      </div>
      <ul className={classes.legend} aria-label={texts.history.title}>
        {parts.map((part) => (
          <li key={part}>
            <span className={`${classes.swatch} ${classes[part]}`} aria-hidden />
            {texts.history.part(texts.history.parts[part], counts[part], percent(counts[part], all))}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {texts.history.help(all)}
      </Text>
    </figure>
  );
}
