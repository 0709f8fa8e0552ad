/** Ascending numbers as ranges: 1, 2, 3, 7 is "1–3, 7". */
export function ranges(numbers: readonly number[]): string {
  const result: [number, number][] = [];
  for (const number of numbers) {
    const last = result.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else result.push([number, number]);
  }
  return result.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}
