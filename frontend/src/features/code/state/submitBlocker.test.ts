import { describe, expect, it } from "vitest";
import { submitBlocker } from "./submitBlocker";

const ready = {
  codes: 1,
  noCodeReason: false,
  resubmission: false,
  reason: "",
  conflict: false,
};

describe("submitBlocker", () => {
  it("allows a unit with a code", () => {
    expect(submitBlocker(ready)).toBe("");
  });

  it("allows no code only with a no-code reason", () => {
    expect(submitBlocker({ ...ready, codes: 0 })).toContain("“not applicable”");
    expect(submitBlocker({ ...ready, codes: 0, noCodeReason: true })).toBe("");
  });

  it("requires a reason for a change, and a choice between two versions", () => {
    expect(submitBlocker({ ...ready, resubmission: true, reason: " " })).toContain("reason");
    expect(submitBlocker({ ...ready, resubmission: true, reason: "misread" })).toBe("");
    expect(submitBlocker({ ...ready, conflict: true })).toContain("two versions");
  });
});
