import { describe, expect, it } from "vitest";
import { coefficient, interval, number, percent, percentOf } from "./numbers";

describe("percent", () => {
  it("prints the model study's proportions", () => {
    expect([93, 16, 14, 7, 6, 4, 3, 1].map((count) => percent(count, 149))).toEqual([
      "62.4",
      "10.7",
      "9.4",
      "4.7",
      "4.0",
      "2.7",
      "2.0",
      "0.7",
    ]);
  });

  it("rounds ties to the even tenth", () => {
    expect(percent(1, 2000)).toBe("0.0");
    expect(percent(3, 2000)).toBe("0.2");
  });

  it("is zero of nothing", () => {
    expect(percent(0, 0)).toBe("0.0");
  });
});

describe("coefficients", () => {
  it("have two decimals and no minus before zero", () => {
    expect(coefficient(0.634)).toBe("0.63");
    expect(coefficient(-0.001)).toBe("0.00");
    expect(coefficient(-0.25)).toBe("-0.25");
    expect(coefficient(1)).toBe("1.00");
  });

  it("are rounded from the exact value, ties to even, as in a release", () => {
    expect([0.805, 0.295, 0.315, -0.125].map(coefficient)).toEqual(["0.80", "0.30", "0.32", "-0.12"]);
    for (let total = 1; total <= 200; total++)
      for (let count = 0; count <= total; count++)
        expect(percentOf(count / total), `${count} of ${total}`).toBe(percent(count, total));
  });

  it("have a real minus sign in text, and a dash if undefined", () => {
    expect([number(0.6279), number(-0.1), number(null)]).toEqual(["0.63", "−0.10", "–"]);
    expect(interval({ low: 0.52, high: 0.74 })).toBe("0.52 to 0.74");
    expect(interval({ low: null, high: null })).toBe("no interval");
  });
});
