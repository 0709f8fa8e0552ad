import { coefficientName, coefficientValue } from "../../../shared/numbers";
import type { Changes } from "../api";
import classes from "./Results.module.css";

/** What differs from the release before, in the order of the table. */
export function ChangesSince({ changes }: { changes: Changes }) {
  const lines = changesInWords(changes);
  return (
    <ul className={classes.list}>
      {(lines.length ? lines : ["Table, definitions and agreement are the same."]).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function changesInWords({ decided, counts, definitions, primary }: Changes): string[] {
  const lines: string[] = [];
  const [was, is] = decided;
  if (was !== is) lines.push(`Decided units: ${was} before, ${is} now.`);
  for (const { consequence, before, after } of counts) {
    if (before === 0) lines.push(`${consequence} is new, with ${after}.`);
    else if (after === 0) lines.push(`${consequence} is gone; it had ${before}.`);
    else lines.push(`${consequence}: ${before} before, ${after} now.`);
  }
  if (definitions.length) lines.push(`Defined anew: ${definitions.join(", ")}.`);
  const [old, now] = primary.map(({ name, value }) =>
    value === null
      ? `${coefficientName(name)} undefined`
      : `${coefficientName(name)} ${coefficientValue(name, value)}`,
  );
  if (old !== now) lines.push(`Agreement: ${old} before, ${now} now.`);
  return lines;
}
