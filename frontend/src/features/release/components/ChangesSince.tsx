import { type Coefficients, useCoefficients } from "../../../shared/coefficients";
import type { Changes } from "../api";
import { texts } from "../texts";
import classes from "./Results.module.css";

/** Differences from the previous release, in the order of the table. */
export function ChangesSince({ changes }: { changes: Changes }) {
  const lines = changesInWords(changes, useCoefficients());
  return (
    <ul className={classes.list}>
      {(lines.length ? lines : [texts.changes.none]).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function changesInWords(
  { decided, counts, definitions, primary }: Changes,
  coefficients: Coefficients,
): string[] {
  const lines: string[] = [];
  const [decidedBefore = 0, decidedAfter = 0] = decided;
  if (decidedBefore !== decidedAfter) lines.push(texts.changes.decided(decidedBefore, decidedAfter));
  for (const { consequence, before, after } of counts) {
    if (before === 0) lines.push(texts.changes.added(consequence, after));
    else if (after === 0) lines.push(texts.changes.removed(consequence, before));
    else lines.push(texts.changes.changed(consequence, before, after));
  }
  if (definitions.length) lines.push(texts.changes.redefined(definitions));
  const [primaryBefore = "", primaryAfter = ""] = primary.map(({ name, value }) =>
    value === null
      ? texts.changes.undefined(coefficients.name(name))
      : `${coefficients.name(name)} ${coefficients.value(name, value)}`,
  );
  if (primaryBefore !== primaryAfter) lines.push(texts.changes.agreement(primaryBefore, primaryAfter));
  return lines;
}
