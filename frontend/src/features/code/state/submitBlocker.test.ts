import { describe, expect, it } from "vitest";
import { submitBlocker } from "./submitBlocker";

const ready = {
  codes: 1,
  noCodeReason: false,
  multiLabel: false,
  noCode: false,
  resubmission: false,
  reason: "",
  conflict: false,
};

describe("submitBlocker", () => {
  it("allows a unit with a code", () => {
    expect(submitBlocker(ready)).toBe("");
  });

  it("allows no code only for multi-label units, and only when it is confirmed", () => {
    expect(submitBlocker({ ...ready, codes: 0, noCode: true })).toBe("Choose a code first.");
    expect(submitBlocker({ ...ready, codes: 0, multiLabel: true })).toContain("no code applies");
    expect(submitBlocker({ ...ready, codes: 0, multiLabel: true, noCode: true })).toBe("");
  });

  it("allows a no-code reason", () => {
    expect(submitBlocker({ ...ready, codes: 0, noCodeReason: true })).toBe("");
    expect(submitBlocker({ ...ready, codes: 0, multiLabel: true, noCodeReason: true })).toBe("");
  });

  it("requires a reason for a change, and a choice between two versions", () => {
    expect(submitBlocker({ ...ready, resubmission: true, reason: " " })).toContain("reason");
    expect(submitBlocker({ ...ready, resubmission: true, reason: "misread" })).toBe("");
    expect(submitBlocker({ ...ready, conflict: true })).toContain("two versions");
  });
});
