/** Options of a reading of ratings: what a person changes in the page, as the API takes it. */

import type { ReadingOptions, Role, SheetColumn, SheetTable } from "../../api/ratings";

/** The options with some changed; an empty value removes an option. */
export function withOptions(options: ReadingOptions, changes: Record<string, unknown>): ReadingOptions {
  const all = Object.entries({ ...options, ...changes });
  return Object.fromEntries(all.filter(([, value]) => !isEmpty(value))) as ReadingOptions;
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === false ||
  (Array.isArray(value) && !value.length);

/** The options after a person gave a column of a table another role. */
export function withRole(
  options: ReadingOptions,
  table: SheetTable,
  column: SheetColumn,
  role: Role | "unit_too",
): ReadingOptions {
  const named = (wanted: Role) =>
    table.columns.filter((other) => other.role === wanted && other !== column).map(({ option }) => option);
  const raters = named("rater");
  const units = named("unit");
  let changes: Record<string, unknown> = {};
  // What the column was, it is no longer.
  if (column.role === "rater") changes = { raters };
  if (column.role === "person") changes = { rater_column: null };
  if (column.role === "code") changes = { code_column: null };
  if (column.role === "final") changes = { final: "none", raters: raters.length > 1 ? raters : null };
  if (column.role === "unit") changes = { unit: units, row_numbers: !units.length };
  switch (role) {
    case "unit":
      return withOptions(options, { ...changes, unit: [column.option], row_numbers: null });
    case "unit_too":
      return withOptions(options, { ...changes, unit: [...units, column.option], row_numbers: null });
    case "rater":
      return withOptions(options, {
        ...changes,
        raters: inOrder(table, [...raters, column.option]),
        layout: null,
      });
    case "person":
      return withOptions(options, { ...changes, rater_column: column.option });
    case "code":
      return withOptions(options, { ...changes, code_column: column.option });
    case "final":
      return withOptions(options, { ...changes, final: column.option });
    default:
      return withOptions(options, changes);
  }
}

const inOrder = (table: SheetTable, chosen: readonly string[]) =>
  table.columns.map(({ option }) => option).filter((option) => chosen.includes(option));

/** The report of a sheet as `manage.py agreement --json` writes it. */
export function reportFile(
  reports: readonly { reading: unknown; agreement: { multi_label: boolean } }[],
): string {
  const whole = reports.map(({ agreement: { multi_label, ...agreement }, reading }) => ({
    ...agreement,
    multilabel: multi_label,
    reading,
  }));
  return `${JSON.stringify(whole.length === 1 ? whole[0] : { reports: whole }, null, 2)}\n`;
}
