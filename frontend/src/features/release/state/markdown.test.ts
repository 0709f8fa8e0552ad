import { describe, expect, it } from "vitest";
import { paragraphs, spans } from "./markdown";

describe("spans", () => {
  it("tells strong words and code apart", () => {
    expect(spans("**Sample.** Run `recompute.py` now")).toEqual([
      { text: "Sample.", style: "strong" },
      { text: " Run " },
      { text: "recompute.py", style: "code" },
      { text: " now" },
    ]);
  });

  it("takes escapes and entities back, and keeps HTML as words", () => {
    expect(spans("1\\*2 &lt;script&gt; a &amp;amp; b <b>")).toEqual([{ text: "1*2 <script> a &amp; b <b>" }]);
  });
});

describe("paragraphs", () => {
  it("leave headings and tables out", () => {
    const text = "# Methods: x\n\nOne\ntwo.\n\n| a |\n| - |\n\nThree.\n";
    expect(paragraphs(text)).toEqual([[{ text: "One two." }], [{ text: "Three." }]]);
  });
});
