// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { Offsets } from "../text/offsets";
import { contrast, lineColour, parseColour, tint } from "./colour";
import { MarkPainter } from "./highlight";

afterEach(() => document.body.replaceChildren());

describe("MarkPainter, where the browser has no custom highlights", () => {
  const html = "<p>An <b>attacker could</b> read 😀 files</p>";

  function page() {
    const root = document.createElement("div");
    root.innerHTML = html;
    document.body.append(root);
    return { root, offsets: new Offsets(root) };
  }

  it("wraps the words of overlapping spans and does not change the text", () => {
    const { root, offsets } = page();
    const before = root.textContent;
    const painter = new MarkPainter();
    painter.paint(
      offsets,
      [
        { colour: "#0072b2", spans: [{ start: 3, end: 17 }] },
        { colour: "#d55e00", spans: [{ start: 12, end: 24 }] },
      ],
      false,
    );
    expect(root.textContent).toBe(before);
    const marked = Array.from(root.querySelectorAll("mark"), (mark) => mark.textContent);
    expect(marked).toEqual(["attacker could", "could", " read 😀"]);
    painter.clear();
    expect(root.innerHTML).toBe(html);
  });

  it("replaces the spans that were painted before", () => {
    const { root, offsets } = page();
    const painter = new MarkPainter();
    painter.paint(offsets, [{ colour: "#0072b2", spans: [{ start: 0, end: 2 }] }], false);
    painter.paint(offsets, [{ colour: "#0072b2", spans: [{ start: 3, end: 11 }] }], false);
    expect(Array.from(root.querySelectorAll("mark"), (mark) => mark.textContent)).toEqual(["attacker"]);
  });
});

describe("colours of codes", () => {
  const palette = ["#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];
  const numbers = (colour: string) => colour.match(/\d+/g)?.map(Number) as [number, number, number];

  it("gives every line a contrast of 3:1 on the light and on the dark page", () => {
    for (const colour of palette) {
      expect(contrast(numbers(lineColour(colour, false)), [255, 255, 255])).toBeGreaterThanOrEqual(3);
      expect(contrast(numbers(lineColour(colour, true)), [26, 27, 30])).toBeGreaterThanOrEqual(3);
    }
  });

  it("does not change a colour that has enough contrast", () => {
    expect(lineColour("#0072b2", false)).toBe("rgb(0 114 178)");
  });

  it("uses grey for an invalid colour, so that no other style text is applied", () => {
    expect(parseColour("red; } body { display: none")).toEqual([119, 119, 119]);
    expect(tint("url(x)", false)).toBe("rgb(119 119 119 / 0.18)");
  });
});
