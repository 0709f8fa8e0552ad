/**
 * The one place where the browser's offsets (UTF-16 code units) and ours (Unicode code points) meet.
 *
 * `Offsets` is built once from the element that shows a document: it knows the reading text, where each
 * text node starts, and where the characters are that take two UTF-16 units.
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

/** Positions of a text in both countings. */
export class CodePoints {
  readonly length: number;
  /** For each character of two units: its offset in code points, ascending. */
  private readonly wide: number[] = [];
  /** The same characters by their UTF-16 offset. */
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

  /** A position inside a surrogate pair belongs to the pair's beginning, or to its end with `up`. */
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

  /** The text node and the offset in it. An end stays in the node it ends, it does not open the next one. */
  private locate(unit: number, isEnd: boolean): [Text, number] | null {
    const at = isEnd ? lowerBound(this.starts, unit) - 1 : lowerBound(this.starts, unit + 1) - 1;
    const node = this.nodes[Math.max(0, at)];
    if (!node) return null;
    return [node, Math.min(unit - (this.starts[Math.max(0, at)] ?? 0), node.data.length)];
  }

  /** Whether the fall-back of the painter has split text nodes since they were counted. */
  private split(): boolean {
    return this.nodes.some(
      (node, index) =>
        node.data.length !== (this.starts[index + 1] ?? this.text.length) - (this.starts[index] ?? 0),
    );
  }

  /** The DOM range of a span, or null when the span does not lie in this text. */
  range(span: Span): StaticRangeInit | null {
    if (span.start < 0 || span.end <= span.start || span.end > this.points.length) return null;
    if (this.split()) return new Offsets(this.root).range(span);
    const from = this.locate(this.points.toUtf16(span.start), false);
    const to = this.locate(this.points.toUtf16(span.end), true);
    if (!from || !to) return null;
    return { startContainer: from[0], startOffset: from[1], endContainer: to[0], endOffset: to[1] };
  }

  /** The pieces of a span, one a text node: for the fall-back that wraps words in <mark>. */
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

  /** What a DOM range selects of this text, without white space at its ends; null when that is nothing. */
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
      // A drag that began above or ended below the document is cut at its edge.
      const before = Boolean(position & (Node.DOCUMENT_POSITION_PRECEDING | Node.DOCUMENT_POSITION_CONTAINS));
      return before && !this.endsBehind(node, offset) ? 0 : this.text.length;
    }
    const upTo = this.root.ownerDocument.createRange();
    upTo.selectNodeContents(this.root);
    upTo.setEnd(node, offset);
    return upTo.toString().length;
  }

  /** Whether a position in an ancestor of the root lies behind the root. */
  private endsBehind(node: Node, offset: number): boolean {
    if (!node.contains(this.root)) return false;
    const child = Array.from(node.childNodes).findIndex((candidate) => candidate.contains(this.root));
    return offset > child;
  }
}
