import { describe, expect, it } from "vitest";
import { ApiError } from "../../../api/client";
import { emptyPlan, planErrors, readUnits, serverErrors, toPlan } from "./plan";

describe("readUnits", () => {
  it("reads numbers and ranges, once each and in order", () => {
    expect(readUnits("7, 1-3 2–4", 10)).toEqual([1, 2, 3, 4, 7]);
  });

  it("returns null for all units", () => {
    expect(readUnits("  ", 10)).toBeNull();
  });

  it.each(["0", "11", "3-2", "x", "1-"])("returns %s, which names no unit", (typed) => {
    expect(readUnits(typed, 10)).toBe(typed);
  });
});

const PLAN = emptyPlan(["Ada", "Bo"], ["Cleo"]);

describe("toPlan", () => {
  it("has the only adjudicator as final rater, and all units", () => {
    expect(toPlan(PLAN, 149)).toMatchObject({ final_rater: "Cleo", units: null, threshold: null });
  });

  it("reads a threshold with a comma", () => {
    expect(toPlan({ ...PLAN, threshold: "0,6" }, 149)).toMatchObject({ threshold: 0.6 });
  });

  it("has no final rater and hides no names if the raters only discuss", () => {
    const discussed = { ...PLAN, resolution_method: "discussion", blind_adjudication: true } as const;
    expect(toPlan(discussed, 149)).toMatchObject({ final_rater: null, blind_adjudication: false });
    expect(toPlan({ ...PLAN, blind_adjudication: true }, 149)).toMatchObject({ blind_adjudication: true });
  });

  it("has the numbers of the chosen allocation alone", () => {
    expect(toPlan({ ...PLAN, assignment_scheme: "fixed_number", raters_per_unit: 2 }, 149)).toMatchObject({
      raters_per_unit: 2,
      overlap_share: null,
    });
    expect(toPlan({ ...PLAN, assignment_scheme: "overlap", percent: 25 }, 149)).toMatchObject({
      raters_per_unit: null,
      overlap_share: 0.25,
    });
  });
});

describe("planErrors", () => {
  it("finds nothing wrong with the default plan", () => {
    expect(planErrors(PLAN, 149)).toEqual({});
  });

  it.each(["1.01", "10", "-1,5", "high"])("refuses %s as a threshold", (threshold) => {
    expect(planErrors({ ...PLAN, threshold }, 149).threshold).toMatch(/^Invalid threshold/);
  });

  it.each(["1", "-1"])("accepts %s as a threshold", (threshold) => {
    expect(planErrors({ ...PLAN, threshold }, 149)).toEqual({});
  });

  it("states the error at its field", () => {
    expect(planErrors({ ...PLAN, raters: ["Ada"] }, 149).raters).toBe("Choose at least two raters.");
    expect(planErrors({ ...PLAN, final_rater: null }, 149).final_rater).toBe("Choose the final rater.");
    expect(planErrors({ ...PLAN, units: "200" }, 149).units).toMatch("“200”");
    expect(
      planErrors({ ...PLAN, assignment_scheme: "fixed_number", raters_per_unit: 3 }, 149).raters_per_unit,
    ).toMatch("2 to 2");
    expect(planErrors({ ...PLAN, assignment_scheme: "overlap", percent: 0 }, 149).percent).toMatch(
      "1 to 100",
    );
  });

  it("cannot hide names from a final rater who also rates", () => {
    const blind = { ...PLAN, blind_adjudication: true, final_rater: "Ada" };
    expect(planErrors(blind, 149).final_rater).toMatch(/Ada is one of the raters/);
  });
});

it("puts the server's errors at the fields of the form", () => {
  const refused = new ApiError(400, "invalid", "Invalid.", {
    overlap_share: ["Too large."],
    units: ["Unknown."],
  });
  expect(serverErrors(refused)).toEqual({ percent: "Too large.", units: "Unknown." });
  expect(serverErrors(new Error("x"))).toEqual({});
});
