/**
 * Paints spans of a document: tinted ground plus underline, so that overlaps stay readable.
 *
 * CSS Custom Highlight API where there is one: no element is added, colours come from a constructed style
 * sheet, which `style-src 'self'` allows. Else words are wrapped in <mark>. A highlight can carry neither focus
 * nor a name: whoever paints also lists the same segments as text beside the document.
 */
import { Offsets, type Span } from "../text/offsets";
import { lineColour, tint } from "./colour";

export interface Paint {
  colour: string; // "#rrggbb"
  spans: readonly Span[];
  strong?: boolean; // the one that is pointed at
}

export interface Painter {
  paint(offsets: Offsets, paints: readonly Paint[], dark: boolean): void;
  clear(): void;
}

const LEVELS = 3; // underlines of overlapping segments lie below each other
let painters = 0;

export const canHighlight = () =>
  typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";

export const createPainter = (): Painter => (canHighlight() ? new HighlightPainter() : new MarkPainter());

class HighlightPainter implements Painter {
  private readonly prefix = `segment-${++painters}`;
  private readonly sheet = new CSSStyleSheet();
  private names: string[] = [];

  constructor() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  paint(offsets: Offsets, paints: readonly Paint[], dark: boolean): void {
    this.forget();
    const rules = paints.map((paint, index) => {
      const name = `${this.prefix}-${index}`;
      const ranges = paint.spans.map((span) => offsets.range(span)).filter((range) => range !== null);
      const highlight = new Highlight(...ranges.map((range) => new StaticRange(range)));
      highlight.priority = paint.strong ? paints.length + 1 : index;
      CSS.highlights.set(name, highlight);
      this.names.push(name);
      return `::highlight(${name}) { ${declarations(paint, index, dark)} }`;
    });
    this.sheet.replaceSync(rules.join("\n"));
  }

  clear(): void {
    this.forget();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }

  private forget(): void {
    for (const name of this.names) CSS.highlights.delete(name);
    this.names = [];
  }
}

function declarations(paint: Paint, index: number, dark: boolean): string {
  return [
    `background-color: ${tint(paint.colour, dark, paint.strong)}`,
    `text-decoration: underline 2px ${lineColour(paint.colour, dark)}`,
    `text-underline-offset: ${3 + (index % LEVELS) * 3}px`,
  ].join("; ");
}

export class MarkPainter implements Painter {
  private marks: HTMLElement[] = [];

  paint(offsets: Offsets, paints: readonly Paint[], dark: boolean): void {
    // Moving nodes about lets a selection in them go: it is made again.
    const selection = document.getSelection();
    const held =
      selection?.rangeCount && !selection.isCollapsed ? offsets.quoted(selection.getRangeAt(0)) : null;
    this.unwrap();
    paints.forEach((paint, index) => {
      for (const span of paint.spans) {
        // Wrapping splits text nodes, so each span is looked up in the document as it stands now.
        const pieces = new Offsets(offsets.root).pieces(span);
        for (const piece of pieces) this.wrap(piece, declarations(paint, index, dark));
      }
    });
    const range = held && new Offsets(offsets.root).range(held);
    if (range) {
      selection?.setBaseAndExtent(
        range.startContainer,
        range.startOffset,
        range.endContainer,
        range.endOffset,
      );
    }
  }

  clear(): void {
    this.unwrap();
  }

  private wrap(piece: { node: Text; start: number; end: number }, style: string): void {
    const words = piece.node.splitText(piece.start);
    words.splitText(piece.end - piece.start);
    const mark = document.createElement("mark");
    mark.style.cssText = `color: inherit; ${style}`; // through the object model, so the CSP has no objection
    words.replaceWith(mark);
    mark.append(words);
    this.marks.push(mark);
  }

  private unwrap(): void {
    for (const mark of this.marks.reverse()) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
    this.marks = [];
  }
}
