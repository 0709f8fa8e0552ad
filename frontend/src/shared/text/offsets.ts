/**
 * Conversion between the browser's offsets (UTF-16 code units) and ours (Unicode code points).
 *
 * `Offsets` is built once from the element that shows a document. It has the reading text, the start of each
 * text node, and the positions of characters of two UTF-16 units.
 */
export interface Span {
  start: number; // code points, half-open
  end: number;
}

export interface Quoted extends Span {
  quote: string;
}

/** Index of the first entry of a sorted list that is >= value. */
function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The positions of a text in code points and in UTF-16 units. */
export class CodePoints {
  readonly length: number;
  /** The offsets of characters of two UTF-16 units, in code points, ascending. */
  private readonly wide: number[] = [];
  /** The offsets of the same characters in UTF-16 units. */
  private readonly wideUtf16: number[] = [];

  readonly text: string;

  constructor(text: string) {
    this.text = text;
    let point = 0;
    let unit = 0;
    for (const character of text) {
      if (character.length === 2) {
        this.wide.push(point);
        this.wideUtf16.push(unit);
      }
      point += 1;
      unit += character.length;
    }
    this.length = point;
  }

  /** A position inside a surrogate pair is moved to the start of the pair, or to its end with `up`. */
  fromUtf16(unit: number, up = false): number {
    const before = lowerBound(this.wideUtf16, unit);
    const inside = before > 0 && this.wideUtf16[before - 1] === unit - 1;
    return unit - before + (inside && up ? 1 : 0);
  }

  toUtf16(point: number): number {
    return point + lowerBound(this.wide, point);
  }

  slice(span: Span): string {
    return this.text.slice(this.toUtf16(span.start), this.toUtf16(span.end));
  }
}

export class Offsets {
  readonly points: CodePoints;
  private readonly nodes: Text[] = [];
  private readonly starts: number[] = []; // UTF-16 offset of each node

  readonly root: HTMLElement;

  constructor(root: HTMLElement) {
    this.root = root;
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      this.nodes.push(node as Text);
      this.starts.push(text.length);
      text += (node as Text).data;
    }
    this.points = new CodePoints(text);
  }

  get text(): string {
    return this.points.text;
  }

  /** The text node and the offset in it. The end of a node is in this node, not at the start of the next one. */
  private locate(unit: number, isEnd: boolean): [Text, number] | null {
    const at = isEnd ? lowerBound(this.starts, unit) - 1 : lowerBound(this.starts, unit + 1) - 1;
    const node = this.nodes[Math.max(0, at)];
    if (!node) return null;
    return [node, Math.min(unit - (this.starts[Math.max(0, at)] ?? 0), node.data.length)];
  }

  /** Whether `MarkPainter` has split text nodes since they were counted. */
  private split(): boolean {
    return this.nodes.some(
      (node, index) =>
        node.data.length !== (this.starts[index + 1] ?? this.text.length) - (this.starts[index] ?? 0),
    );
  }

  /** The DOM range of a span; null if the span is empty or outside this text. */
  range(span: Span): StaticRangeInit | null {
    if (span.start < 0 || span.end <= span.start || span.end > this.points.length) return null;
    if (this.split()) return new Offsets(this.root).range(span);
    const from = this.locate(this.points.toUtf16(span.start), false);
    const to = this.locate(this.points.toUtf16(span.end), true);
    if (!from || !to) return null;
    return { startContainer: from[0], startOffset: from[1], endContainer: to[0], endOffset: to[1] };
  }

  /** The pieces of a span, one per text node, for `MarkPainter`, which wraps them in <mark>. */
  pieces(span: Span): { node: Text; start: number; end: number }[] {
    const from = this.points.toUtf16(span.start);
    const to = this.points.toUtf16(span.end);
    return this.nodes.flatMap((node, index) => {
      const offset = this.starts[index] ?? 0;
      const start = Math.max(0, from - offset);
      const end = Math.min(node.data.length, to - offset);
      return start < end ? [{ node, start, end }] : [];
    });
  }

  /** The part of this text in a DOM range, without white space at its ends; null if it is empty. */
  quoted(range: Range): Quoted | null {
    if (!range.intersectsNode(this.root)) return null;
    let from = this.unitsBefore(range.startContainer, range.startOffset);
    let to = this.unitsBefore(range.endContainer, range.endOffset);
    while (from < to && /\s/.test(this.text[from] ?? "")) from += 1;
    while (to > from && /\s/.test(this.text[to - 1] ?? "")) to -= 1;
    if (from >= to) return null;
    const span = { start: this.points.fromUtf16(from), end: this.points.fromUtf16(to, true) };
    return { ...span, quote: this.points.slice(span) };
  }

  private unitsBefore(node: Node, offset: number): number {
    const position = this.root.compareDocumentPosition(node);
    const inside = this.root === node || Boolean(position & Node.DOCUMENT_POSITION_CONTAINED_BY);
    if (!inside) {
      // A selection that starts above or ends below the document is cut at its edge.
      const before = Boolean(position & (Node.DOCUMENT_POSITION_PRECEDING | Node.DOCUMENT_POSITION_CONTAINS));
      return before && !this.isAfterRoot(node, offset) ? 0 : this.text.length;
    }
    const upTo = this.root.ownerDocument.createRange();
    upTo.selectNodeContents(this.root);
    upTo.setEnd(node, offset);
    return upTo.toString().length;
  }

  /** Whether a position in an ancestor of the root is after the root. */
  private isAfterRoot(node: Node, offset: number): boolean {
    if (!node.contains(this.root)) return false;
    const child = Array.from(node.childNodes).findIndex((candidate) => candidate.contains(this.root));
    return offset > child;
  }
}
