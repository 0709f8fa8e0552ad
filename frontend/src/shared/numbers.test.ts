import { describe, expect, it } from "vitest";
import { coefficient, coefficientValue, interval, percent, percentOf, primaryChoices } from "./numbers";

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
    expect(coefficientValue("percent_agreement", 77 / 80)).toBe("96.2 %");
    for (let total = 1; total <= 200; total++)
      for (let count = 0; count <= total; count++)
        expect(percentOf(count / total), `${count} of ${total}`).toBe(percent(count, total));
  });

  it("print shares of agreement in percent", () => {
    expect(coefficientValue("percent_agreement", 0.765)).toBe("76.5 %");
  });

  it("say their interval, or that there is none", () => {
    expect(interval("cohen_kappa", { low: 0.515, high: 0.744 })).toBe("0.52 to 0.74");
    expect(interval("cohen_kappa", { low: null, high: null })).toBe("–");
  });
});

describe("primaryChoices", () => {
  it("begin with the default of the plan", () => {
    expect(primaryChoices(2, false)[0]).toBe("cohen_kappa");
    expect(primaryChoices(3, false)[0]).toBe("fleiss_kappa");
    expect(primaryChoices(3, false, false)[0]).toBe("krippendorff_alpha");
    expect(primaryChoices(2, true)[0]).toBe("krippendorff_alpha_masi");
  });
});
