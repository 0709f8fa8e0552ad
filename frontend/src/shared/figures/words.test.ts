import { describe, expect, it } from "vitest";
import { axisStart, interval, nameOf, number, place } from "./words";

describe("numbers in words", () => {
  it("shows two decimals, a real minus and a dash for what is undefined", () => {
    expect([number(0.6279), number(-0.1), number(null)]).toEqual(["0.63", "−0.10", "–"]);
    expect(interval({ low: 0.52, high: 0.74 })).toBe("0.52 to 0.74");
    expect(interval({ low: null, high: null })).toBe("no interval");
  });

  it("names coefficients, and reads out the name of one it does not know", () => {
    expect(nameOf("cohen_kappa")).toBe("Cohen’s κ");
    expect(nameOf("new_index")).toBe("New index");
  });
});

describe("the axis", () => {
  it("goes from 0 to 1, further down only when a value is there", () => {
    expect(axisStart([0.5, null, 0.9])).toBe(0);
    expect(axisStart([-0.07, 0.4])).toBe(-0.2);
    expect(axisStart([-3])).toBe(-1);
  });

  it("keeps what it draws inside", () => {
    expect([place(0, 0), place(1, 0), place(-0.5, 0), place(0, -1)]).toEqual([3, 97, 3, 50]);
  });
});
