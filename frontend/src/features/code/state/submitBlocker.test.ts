import { describe, expect, it } from "vitest";
import { hindranceOf } from "./submitBlocker";

const ready = {
  codes: 1,
  uncoded: false,
  several: false,
  none: false,
  again: false,
  reason: "",
  phase: "saved",
};

describe("hindranceOf", () => {
  it("lets a coded unit through", () => {
    expect(hindranceOf(ready)).toBe("");
  });

  it("takes no code for an answer only where several are allowed, and only when it is said", () => {
    expect(hindranceOf({ ...ready, codes: 0, none: true })).toBe("Choose a code first.");
    expect(hindranceOf({ ...ready, codes: 0, several: true })).toContain("none applies");
    expect(hindranceOf({ ...ready, codes: 0, several: true, none: true })).toBe("");
  });

  it("takes a reason for no code as an answer", () => {
    expect(hindranceOf({ ...ready, codes: 0, uncoded: true })).toBe("");
    expect(hindranceOf({ ...ready, codes: 0, several: true, uncoded: true })).toBe("");
  });

  it("wants a reason for a change of mind, and a choice between two versions", () => {
    expect(hindranceOf({ ...ready, again: true, reason: " " })).toContain("reason");
    expect(hindranceOf({ ...ready, again: true, reason: "misread" })).toBe("");
    expect(hindranceOf({ ...ready, phase: "conflict" })).toContain("two versions");
  });
});
