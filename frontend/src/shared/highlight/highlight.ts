/**
 * Paints spans of a document with a tinted background and an underline, so that overlaps remain readable.
 *
 * Uses the CSS Custom Highlight API if the browser has it: no element is added, and the colours come from a
 * constructed style sheet, which `style-src 'self'` allows. Otherwise words are wrapped in <mark>. A highlight has
 * neither focus nor a name, so every screen that paints segments also lists them as text next to the document.
 */
import { Offsets, type Span } from "../text/offsets";
import { lineColour, tint } from "./colour";

export interface Paint {
  colour: string; // "#rrggbb"
  spans: readonly Span[];
  strong?: boolean; // the active segment
}

export interface Painter {
  paint(offsets: Offsets, paints: readonly Paint[], dark: boolean): void;
  clear(): void;
}

const LEVELS = 3; // underlines of overlapping segments are at different heights
let painters = 0;

const canHighlight = () =>
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
    this.removeHighlights();
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
    this.removeHighlights();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }

  private removeHighlights(): void {
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
    // Moving nodes clears a selection in them, so it is restored.
    const selection = document.getSelection();
    const selected =
      selection?.rangeCount && !selection.isCollapsed ? offsets.quoted(selection.getRangeAt(0)) : null;
    this.unwrap();
    paints.forEach((paint, index) => {
      for (const span of paint.spans) {
        // Wrapping splits text nodes, so each span is located in the current document.
        const pieces = new Offsets(offsets.root).pieces(span);
        for (const piece of pieces) this.wrap(piece, declarations(paint, index, dark));
      }
    });
    const range = selected && new Offsets(offsets.root).range(selected);
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
    mark.style.cssText = `color: inherit; ${style}`; // through the object model, which the CSP allows
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
