import { shortened } from "./state/source";
import { texts } from "./texts";

/** The source of an import in a heading or a cell. */
export function sourceTitle(source: string): string {
  const { text, cut } = shortened(source);
  return cut ? texts.andMore(text) : text;
}
