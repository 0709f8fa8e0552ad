import { describe, expect, it } from "vitest";
import { axisStart, position } from "./scale";

describe("axisStart", () => {
  it("is 0, or lower if a value is lower", () => {
    expect(axisStart([0.5, null, 0.9])).toBe(0);
    expect(axisStart([-0.07, 0.4])).toBe(-0.2);
    expect(axisStart([-3])).toBe(-1);
  });
});

describe("position", () => {
  it("stays inside the axis", () => {
    expect([position(0, 0), position(1, 0), position(-0.5, 0), position(0, -1)]).toEqual([3, 97, 3, 50]);
  });
});
