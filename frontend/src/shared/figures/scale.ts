/** Position of a value on an axis from `from` to 1, in percent of its width. */
export const position = (value: number, from: number): number => {
  const share = (Math.min(1, Math.max(from, value)) - from) / (1 - from);
  return 3 + 94 * share;
};

/** The axis starts at 0 unless a coefficient is below, so that disagreement beyond chance is not cut off. */
export function axisStart(values: readonly (number | null | undefined)[]): number {
  const lowest = Math.min(0, ...values.filter((value) => typeof value === "number"));
  return Math.max(-1, Math.floor(lowest * 5) / 5);
}
