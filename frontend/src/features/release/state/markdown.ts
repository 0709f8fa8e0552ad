/** The subset of Markdown that the methods text uses, as plain data that never becomes HTML. */

export type Span = { text: string; style?: "strong" | "code" };

const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const TOKEN = /\*\*|`|\\(.)|&(?:lt|gt|amp);/g;

/** The paragraphs of the text, without headings and tables, which the page replaces by its own. */
export function paragraphs(markdown: string): Span[][] {
  return markdown
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block && !block.startsWith("#") && !block.startsWith("|"))
    .map((block) => spans(block.replace(/\s*\n\s*/g, " ")));
}

export function spans(line: string): Span[] {
  const result: Span[] = [];
  let style: Span["style"];
  let text = "";
  let end = 0;
  const flush = () => {
    if (text) result.push(style ? { text, style } : { text });
    text = "";
  };
  for (const token of line.matchAll(TOKEN)) {
    text += line.slice(end, token.index);
    end = token.index + token[0].length;
    const mark = ({ "**": "strong", "`": "code" } as const)[token[0]];
    if (!mark || (style === "code" && mark !== "code")) {
      text += token[1] ?? ENTITIES[token[0]] ?? token[0];
      continue;
    }
    flush();
    style = style === mark ? undefined : mark;
  }
  text += line.slice(end);
  flush();
  return result;
}
