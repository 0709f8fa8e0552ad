// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { META } from "../test/meta";
import { Coefficients, primaryStatistics } from "./coefficients";

const coefficients = new Coefficients(META.coefficients);

describe("Coefficients", () => {
  it("names a coefficient, and spells out the name of an unknown one", () => {
    expect(coefficients.name("percent_agreement")).toBe("Percent agreement");
    expect(coefficients.symbol("cohen_kappa")).toBe("Cohen’s κ");
    expect([coefficients.name("new_index"), coefficients.symbol("new_index")]).toEqual([
      "New index",
      "New index",
    ]);
    expect(coefficients.explanation("new_index")).toBe("");
  });

  it("prints shares in percent and other values with two decimals", () => {
    expect(coefficients.value("percent_agreement", 0.765)).toBe("76.5 %");
    expect(coefficients.value("percent_agreement", 77 / 80)).toBe("96.2 %");
    expect(coefficients.value("cohen_kappa", 0.634)).toBe("0.63");
  });

  it("prints an interval, or a dash if there is none", () => {
    expect(coefficients.interval("cohen_kappa", { low: 0.515, high: 0.744 })).toBe("0.52 to 0.74");
    expect(coefficients.interval("cohen_kappa", { low: null, high: null })).toBe("–");
  });
});

describe("primaryStatistics", () => {
  it("depends on the raters and on whether all code everything", () => {
    expect(primaryStatistics(META, 2, false, true, "none")[0]).toBe("cohen_kappa");
    expect(primaryStatistics(META, 4, false, true, "none")[0]).toBe("fleiss_kappa");
    expect(primaryStatistics(META, 4, false, false, "none")[0]).toBe("krippendorff_alpha");
  });
});
