// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { CodePoints, Offsets } from "./offsets";

function shown(html: string): Offsets {
  const root = document.createElement("div");
  root.innerHTML = html;
  document.body.append(root);
  return new Offsets(root);
}

/** A range over the text nodes numbered `from` and `to`. */
function drag(offsets: Offsets, from: [number, number], to: [number, number]): Range {
  const walker = document.createTreeWalker(offsets.root, NodeFilter.SHOW_TEXT);
  const nodes: Node[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const range = document.createRange();
  range.setStart(nodes[from[0]] as Node, from[1]);
  range.setEnd(nodes[to[0]] as Node, to[1]);
  return range;
}

afterEach(() => document.body.replaceChildren());

describe("CodePoints", () => {
  it("counts an emoji once, where the browser counts it twice", () => {
    const points = new CodePoints("a😀b");
    expect(points.length).toBe(3);
    expect([0, 1, 3, 4].map((unit) => points.fromUtf16(unit))).toEqual([0, 1, 2, 3]);
    expect([0, 1, 2, 3].map((point) => points.toUtf16(point))).toEqual([0, 1, 3, 4]);
  });

  it("moves a position inside a surrogate pair to its edge", () => {
    const points = new CodePoints("a😀b");
    expect(points.fromUtf16(2)).toBe(1);
    expect(points.fromUtf16(2, true)).toBe(2);
  });

  it("counts each code point of a joined emoji and each combining mark, as Python does", () => {
    const family = "👩\u200d👧"; // woman, joiner, girl
    const accent = "e\u0301";
    expect(new CodePoints(family).length).toBe(3);
    expect(new CodePoints(accent).length).toBe(2);
    const points = new CodePoints(`${family}${accent}漢字𠮷`);
    expect(points.length).toBe(8);
    expect(points.slice({ start: 3, end: 5 })).toBe(accent);
    expect(points.slice({ start: 5, end: 8 })).toBe("漢字𠮷");
  });

  it("converts every code point in both directions", () => {
    const text = "Müller 😀😀 e\u0301 漢𠮷 end";
    const points = new CodePoints(text);
    for (let point = 0; point <= points.length; point += 1) {
      expect(points.fromUtf16(points.toUtf16(point))).toBe(point);
      expect(Array.from(text).slice(0, point).join("")).toBe(text.slice(0, points.toUtf16(point)));
    }
  });
});

describe("Offsets", () => {
  it("reads the text of all nodes in order, code blocks and their line breaks included", () => {
    const offsets = shown("<p>One <b>two</b></p><pre><code>if x:\n    y()\n</code></pre><p>three</p>");
    expect(offsets.text).toBe("One twoif x:\n    y()\nthree");
    expect(offsets.text).toBe(offsets.root.textContent);
  });

  it("returns code points and the quote of a selection after an emoji", () => {
    const offsets = shown("<p>😀 An attacker <b>could read</b> files</p>");
    expect(offsets.quoted(drag(offsets, [0, 6], [1, 5]))).toEqual({
      start: 5,
      end: 19,
      quote: "attacker could",
    });
  });

  it("drops white space at both ends of a selection", () => {
    const offsets = shown("<p> one  two </p>");
    expect(offsets.quoted(drag(offsets, [0, 0], [0, 6]))).toEqual({ start: 1, end: 4, quote: "one" });
    expect(offsets.quoted(drag(offsets, [0, 4], [0, 6]))).toBeNull();
  });

  it("keeps line breaks and indentation inside a code block", () => {
    const offsets = shown("<pre><code>a = 1\n    b = 2\n</code></pre>");
    expect(offsets.quoted(drag(offsets, [0, 4], [0, 15]))?.quote).toBe("1\n    b = 2");
  });

  it("accepts a selection that ends on an element instead of a text node", () => {
    const offsets = shown("<p>one</p><p>two</p>");
    const range = document.createRange();
    range.selectNodeContents(offsets.root.children[1] as Element);
    expect(offsets.quoted(range)).toEqual({ start: 3, end: 6, quote: "two" });
  });

  it("cuts a selection that leaves the document at its edge", () => {
    document.body.innerHTML = "<p>before</p><div id='d'><p>inside it</p></div><p>after</p>";
    const offsets = new Offsets(document.getElementById("d") as HTMLElement);
    const range = document.createRange();
    range.setStart(document.body.firstChild?.firstChild as Node, 2);
    range.setEnd(document.body.lastChild?.firstChild as Node, 3);
    expect(offsets.quoted(range)?.quote).toBe("inside it");
    const outside = document.createRange();
    outside.selectNodeContents(document.body.lastChild as Node);
    expect(offsets.quoted(outside)).toBeNull();
  });

  it("locates the nodes of a span in CJK text and after wide characters", () => {
    const offsets = shown("<p>𠮷野家<b>で漢字</b>😀</p>");
    const range = offsets.range({ start: 2, end: 5 });
    expect([range?.startContainer.textContent, range?.startOffset]).toEqual(["𠮷野家", 3]);
    expect([range?.endContainer.textContent, range?.endOffset]).toEqual(["で漢字", 2]);
    expect(offsets.pieces({ start: 2, end: 5 }).map((p) => p.node.data.slice(p.start, p.end))).toEqual([
      "家",
      "で漢",
    ]);
  });

  it("ends a span in the node where its last character is", () => {
    const offsets = shown("<p>one</p><p>two</p>");
    const range = offsets.range({ start: 0, end: 3 });
    expect([range?.endContainer.textContent, range?.endOffset]).toEqual(["one", 3]);
    expect(offsets.range({ start: 3, end: 4 })?.startContainer.textContent).toBe("two");
  });

  it("refuses a span that is empty or outside the text", () => {
    const offsets = shown("<p>one</p>");
    expect(offsets.range({ start: 2, end: 2 })).toBeNull();
    expect(offsets.range({ start: 0, end: 4 })).toBeNull();
  });
});
