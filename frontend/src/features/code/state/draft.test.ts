import { describe, expect, it } from "vitest";
import { applyEdit, EMPTY_DRAFT, sameDraft, withEdit, withUndo } from "./draft";

const selection = { start: 3, end: 11, quote: "attacker" };
const start = { draft: EMPTY_DRAFT, past: [] };

describe("applyEdit", () => {
  it("adds a code where a unit takes several, and replaces it where it takes one", () => {
    const one = applyEdit(EMPTY_DRAFT, { kind: "toggle", code: 1 }, true);
    expect(applyEdit(one, { kind: "toggle", code: 2 }, true).codes).toEqual([1, 2]);
    expect(applyEdit(one, { kind: "toggle", code: 2 }, false).codes).toEqual([2]);
  });

  it("keeps the marked words when the one code is replaced", () => {
    const marked = applyEdit(EMPTY_DRAFT, { kind: "mark", code: 1, selection }, false);
    expect(applyEdit(marked, { kind: "toggle", code: 2 }, false).segments).toEqual([
      { code: 2, ...selection },
    ]);
  });

  it("chooses the code of marked words and marks them once", () => {
    const once = applyEdit(EMPTY_DRAFT, { kind: "mark", code: 1, selection }, true);
    const twice = applyEdit(once, { kind: "mark", code: 1, selection }, true);
    expect(once.codes).toEqual([1]);
    expect(twice.segments).toHaveLength(1);
    expect(applyEdit(once, { kind: "mark", code: 2, selection }, true).segments).toHaveLength(2);
  });

  it("takes a code away with its segments and leaves the others", () => {
    const both = [1, 2].reduce(
      (draft, code) => applyEdit(draft, { kind: "mark", code, selection }, true),
      EMPTY_DRAFT,
    );
    expect(applyEdit(both, { kind: "toggle", code: 1 }, true)).toEqual({
      ...EMPTY_DRAFT,
      codes: [2],
      segments: [{ code: 2, ...selection }],
    });
  });
});

describe("move", () => {
  it("gives a segment other words and keeps its code", () => {
    const marked = applyEdit(EMPTY_DRAFT, { kind: "mark", code: 1, selection }, true);
    const [segment] = marked.segments;
    const longer = { start: 0, end: 11, quote: "An attacker" };
    if (!segment) throw new Error("nothing was marked");
    expect(applyEdit(marked, { kind: "move", segment, selection: longer }, true)).toEqual({
      ...marked,
      segments: [{ code: 1, ...longer }],
    });
  });
});

describe("withUndo", () => {
  it("goes back step by step, a memo as a whole", () => {
    let history = withEdit(start, { kind: "toggle", code: 1 }, false);
    for (const memo of ["w", "wh", "why"]) history = withEdit(history, { kind: "memo", memo }, false);
    history = withUndo(history);
    expect(history.draft).toEqual({ ...EMPTY_DRAFT, codes: [1] });
    expect(withUndo(history).draft).toEqual(EMPTY_DRAFT);
    expect(withUndo(withUndo(history)).draft).toEqual(EMPTY_DRAFT);
  });
});

describe("sameDraft", () => {
  it("compares answers whatever else came with them from the server", () => {
    expect(sameDraft(EMPTY_DRAFT, { ...EMPTY_DRAFT, saved_at: "2026-01-01" } as typeof EMPTY_DRAFT)).toBe(
      true,
    );
    expect(sameDraft(EMPTY_DRAFT, { ...EMPTY_DRAFT, memo: "x" })).toBe(false);
  });
});

describe("an answer without a code", () => {
  it("takes the codes away, and a code takes it away", () => {
    const coded = applyEdit(EMPTY_DRAFT, { kind: "toggle", code: 1 }, true);
    const told = applyEdit(coded, { kind: "noCode", reason: "cannot_tell" }, true);
    expect([told.codes, told.no_code_reason]).toEqual([[], "cannot_tell"]);
    const again = applyEdit(told, { kind: "toggle", code: 2 }, true);
    expect([again.codes, again.no_code_reason]).toEqual([[2], ""]);
  });
});
