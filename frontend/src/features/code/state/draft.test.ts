import { describe, expect, it } from "vitest";
import { alike, begin, edit, edited, NO_ANSWER, undone } from "./draft";

const words = { start: 3, end: 11, quote: "attacker" };

describe("edit", () => {
  it("adds a code where a unit takes several, and replaces it where it takes one", () => {
    const one = edit(NO_ANSWER, { does: "toggle", code: 1 }, true);
    expect(edit(one, { does: "toggle", code: 2 }, true).codes).toEqual([1, 2]);
    expect(edit(one, { does: "toggle", code: 2 }, false).codes).toEqual([2]);
  });

  it("keeps the marked words when the one code is replaced", () => {
    const marked = edit(NO_ANSWER, { does: "mark", code: 1, words }, false);
    expect(edit(marked, { does: "toggle", code: 2 }, false).segments).toEqual([{ code: 2, ...words }]);
  });

  it("chooses the code of marked words and marks them once", () => {
    const once = edit(NO_ANSWER, { does: "mark", code: 1, words }, true);
    const twice = edit(once, { does: "mark", code: 1, words }, true);
    expect(once.codes).toEqual([1]);
    expect(twice.segments).toHaveLength(1);
    expect(edit(once, { does: "mark", code: 2, words }, true).segments).toHaveLength(2);
  });

  it("takes a code away with its segments and leaves the others", () => {
    const both = [1, 2].reduce(
      (answer, code) => edit(answer, { does: "mark", code, words }, true),
      NO_ANSWER,
    );
    expect(edit(both, { does: "toggle", code: 1 }, true)).toEqual({
      ...NO_ANSWER,
      codes: [2],
      segments: [{ code: 2, ...words }],
    });
  });
});

describe("reword", () => {
  it("gives a segment other words and keeps its code", () => {
    const marked = edit(NO_ANSWER, { does: "mark", code: 1, words }, true);
    const [segment] = marked.segments;
    const longer = { start: 0, end: 11, quote: "An attacker" };
    if (!segment) throw new Error("nothing was marked");
    expect(edit(marked, { does: "reword", segment, words: longer }, true)).toEqual({
      ...marked,
      segments: [{ code: 1, ...longer }],
    });
  });
});

describe("undone", () => {
  it("goes back step by step, a memo as a whole", () => {
    let history = edited(begin(NO_ANSWER), { does: "toggle", code: 1 }, false);
    for (const memo of ["w", "wh", "why"]) history = edited(history, { does: "memo", memo }, false);
    history = undone(history);
    expect(history.now).toEqual({ ...NO_ANSWER, codes: [1] });
    expect(undone(history).now).toEqual(NO_ANSWER);
    expect(undone(undone(history)).now).toEqual(NO_ANSWER);
  });
});

describe("alike", () => {
  it("compares answers whatever else came with them from the server", () => {
    expect(alike(NO_ANSWER, { ...NO_ANSWER, saved_at: "2026-01-01" } as typeof NO_ANSWER)).toBe(true);
    expect(alike(NO_ANSWER, { ...NO_ANSWER, memo: "x" })).toBe(false);
  });
});

describe("an answer without a code", () => {
  it("takes the codes away, and a code takes it away", () => {
    const coded = edit(NO_ANSWER, { does: "toggle", code: 1 }, true);
    const told = edit(coded, { does: "uncoded", uncoded: "cannot_tell" }, true);
    expect([told.codes, told.uncoded]).toEqual([[], "cannot_tell"]);
    const again = edit(told, { does: "toggle", code: 2 }, true);
    expect([again.codes, again.uncoded]).toEqual([[2], ""]);
  });
});
