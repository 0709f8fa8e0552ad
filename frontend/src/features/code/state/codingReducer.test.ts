import { describe, expect, it } from "vitest";
import { type CodingAction, codingReducer, openUnit } from "./codingReducer";
import { EMPTY_DRAFT } from "./draft";

const selection = { start: 3, end: 11, quote: "attacker" };
const conflict = { phase: "conflict", mine: EMPTY_DRAFT, theirs: null, revision: 2 } as const;

const opened = (editing = true) => openUnit({ unit: 1, multiLabel: true, draft: EMPTY_DRAFT, editing });
const run = (actions: CodingAction[], state = opened()) => actions.reduce(codingReducer, state);

describe("giving a code", () => {
  it("marks the selected words and clears the selection", () => {
    const state = run([
      { type: "select", selection },
      { type: "giveCode", code: 7 },
    ]);
    expect(state.draft.segments).toEqual([{ code: 7, ...selection }]);
    expect(state.selection).toBeNull();
  });

  it("toggles the code without a selection", () => {
    const given = run([{ type: "giveCode", code: 7 }]);
    expect(given.draft.codes).toEqual([7]);
    expect(run([{ type: "giveCode", code: 7 }], given).draft.codes).toEqual([]);
  });

  it("adds a code that was created while the memo was typed, and loses neither", () => {
    const state = run([
      { type: "edit", edit: { kind: "memo", memo: "why" } },
      { type: "pickCode", code: 7 },
      { type: "pickCode", code: 7 },
    ]);
    expect(state.draft).toMatchObject({ memo: "why", codes: [7] });
    expect(state.changes).toBe(2);
  });
});

describe("changes", () => {
  it("grow with each change of the draft, undo included, and not without one", () => {
    const coded = run([{ type: "giveCode", code: 7 }]);
    const undone = run([{ type: "undo" }, { type: "undo" }], coded);
    expect(undone.draft).toEqual(EMPTY_DRAFT);
    expect(undone.changes).toBe(2);
    expect(run([{ type: "setReason", reason: "misread" }]).changes).toBe(0);
  });

  it("do not grow when the stored draft is shown, which cannot be undone", () => {
    const state = run(
      [{ type: "replaceDraft", draft: { ...EMPTY_DRAFT, memo: "theirs" } }],
      run([{ type: "giveCode", code: 7 }]),
    );
    expect(state).toMatchObject({ changes: 1, past: [], draft: { memo: "theirs" } });
  });
});

describe("mode", () => {
  it("follows a conflict of the draft and its end", () => {
    const inConflict = run([{ type: "saveChanged", save: conflict }]);
    expect(inConflict.mode).toBe("conflict");
    expect(run([{ type: "saveChanged", save: { phase: "saving" } }], inConflict).mode).toBe("editing");
  });

  it("is submitted until editing starts, whatever is saved", () => {
    const submitted = run([{ type: "saveChanged", save: { phase: "saved", at: 0 } }], opened(false));
    expect(submitted.mode).toBe("submitted");
    const editing = run([{ type: "startEditing" }], submitted);
    expect(editing.mode).toBe("editing");
    expect(run([{ type: "cancelEditing" }], editing).mode).toBe("submitted");
  });

  it("returns to an unresolved conflict", () => {
    const cancelled = run([{ type: "saveChanged", save: conflict }, { type: "cancelEditing" }]);
    expect(run([{ type: "startEditing" }], cancelled).mode).toBe("conflict");
  });
});
