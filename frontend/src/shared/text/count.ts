import { texts } from "../texts";

/** "1,200". */
export const formatted = (value: number): string => value.toLocaleString(texts.time.locale);

/** "1 unit", "1,200 units". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatted(count)} ${count === 1 ? one : many}`;

/** "“Crash”". */
export const quoted = (words: string): string => `“${words}”`;
