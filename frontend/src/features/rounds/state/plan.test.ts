import { describe, expect, it } from "vitest";
import { emptyPlan, readPlan, readUnits } from "./plan";

describe("readUnits", () => {
  it("reads numbers and ranges, once each and in order", () => {
    expect(readUnits("7, 1-3 2–4", 10)).toEqual([1, 2, 3, 4, 7]);
  });

  it("means all units by nothing", () => {
    expect(readUnits("  ", 10)).toBeNull();
  });

  it.each(["0", "11", "3-2", "x", "1-"])("refuses %s in words", (typed) => {
    expect(readUnits(typed, 10)).toBe(`“${typed}” names no units. They are numbered 1 to 10.`);
  });
});

describe("readPlan", () => {
  const plan = emptyPlan(["Ada", "Bo"], ["Cleo"]);

  it("takes the only adjudicator as final rater and all units", () => {
    expect(readPlan(plan, 149)).toMatchObject({ final_rater: "Cleo", units: null, threshold: null });
  });

  it("reads a threshold with a comma", () => {
    expect(readPlan({ ...plan, threshold: "0,6" }, 149)).toMatchObject({ threshold: 0.6 });
  });

  it.each(["1.01", "10", "-1,5"])("refuses %s as a threshold", (threshold) => {
    expect(readPlan({ ...plan, threshold }, 149)).toMatch(/threshold/);
  });

  it.each(["1", "-1"])("takes %s as a threshold", (threshold) => {
    expect(readPlan({ ...plan, threshold }, 149)).toMatchObject({ threshold: Number(threshold) });
  });

  it("needs no final rater for discussion", () => {
    expect(readPlan({ ...plan, settling: "discussion" }, 149)).toMatchObject({ final_rater: null });
  });

  it("hides names only from a final rater who does not rate", () => {
    expect(readPlan({ ...plan, hide_raters: true }, 149)).toMatchObject({ hide_raters: true });
    expect(readPlan({ ...plan, hide_raters: true, settling: "discussion" }, 149)).toMatchObject({
      hide_raters: false,
    });
    expect(readPlan({ ...plan, hide_raters: true, final_rater: "Ada" }, 149)).toMatch(
      /Ada is one of the raters/,
    );
  });

  it("says what is missing", () => {
    expect(readPlan({ ...plan, raters: ["Ada"] }, 149)).toBe("Choose at least two raters.");
    expect(readPlan({ ...plan, final_rater: null }, 149)).toBe("Choose the final rater.");
    expect(readPlan({ ...plan, threshold: "high" }, 149)).toMatch(/threshold/);
  });
});
