// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { ApiError } from "../../../api/client";
import type { Round } from "../../../api/studies";
import { SETTINGS } from "../../../test/meta";
import { emptyPlan, fieldsOf, type PlanFields, planErrors, readUnits, serverErrors, toPlan } from "./plan";

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

const PLAN = emptyPlan(SETTINGS, ["Ada", "Bo"], ["Cleo"]);
const withSettings = (values: PlanFields["settings"]): PlanFields => ({
  ...PLAN,
  settings: { ...PLAN.settings, ...values },
});
const sent = (values: PlanFields["settings"]) => toPlan(withSettings(values), SETTINGS, 149);
const errors = (values: PlanFields["settings"]) => planErrors(withSettings(values), SETTINGS, 149);

describe("toPlan", () => {
  it("has the only adjudicator as final rater, and all units", () => {
    expect(sent({})).toMatchObject({ style: "open", final_rater: "Cleo", units: null, threshold: null });
  });

  it("reads a threshold with a comma", () => {
    expect(sent({ threshold: "0,6" })).toMatchObject({ threshold: 0.6 });
  });

  it("has no value for a setting that does not apply", () => {
    const discussed = { resolution_method: "discussion", blind_adjudication: true };
    expect(sent(discussed)).toMatchObject({ final_rater: null, blind_adjudication: false });
    expect(sent({ blind_adjudication: true })).toMatchObject({ blind_adjudication: true });
  });

  it("has the numbers of the chosen allocation alone", () => {
    expect(sent({ assignment_scheme: "fixed_number" })).toMatchObject({
      raters_per_unit: 2,
      overlap_share: null,
    });
    expect(sent({ assignment_scheme: "overlap", overlap_share: 25 })).toMatchObject({
      raters_per_unit: null,
      overlap_share: 0.25,
    });
  });
});

it("reads the plan of a round back", () => {
  const round = { ...sent({ assignment_scheme: "overlap", threshold: "0.6" }), raters: [{ name: "Ada" }] };
  const fields = fieldsOf(SETTINGS, round as unknown as Round);
  expect(fields.raters).toEqual(["Ada"]);
  expect(fields.settings).toMatchObject({ overlap_share: "20", raters_per_unit: "2", threshold: "0.6" });
});

describe("planErrors", () => {
  it("accepts the default plan", () => {
    expect(errors({})).toEqual({});
  });

  it.each(["1.01", "10", "-1,5", "high"])("refuses %s as a threshold", (threshold) => {
    expect(errors({ threshold })["settings.threshold"]).toBe("Enter a number from -1 to 1.");
  });

  it.each(["1", "-1"])("accepts %s as a threshold", (threshold) => {
    expect(errors({ threshold })).toEqual({});
  });

  it("states the error at its field", () => {
    expect(planErrors({ ...PLAN, raters: ["Ada"] }, SETTINGS, 149).raters).toBe(
      "Choose at least two raters.",
    );
    expect(planErrors({ ...PLAN, units: "200" }, SETTINGS, 149).units).toMatch("“200”");
    expect(errors({ final_rater: null })["settings.final_rater"]).toBe("Choose one.");
    const fixed = { assignment_scheme: "fixed_number" };
    expect(errors({ ...fixed, raters_per_unit: "" })["settings.raters_per_unit"]).toMatch("2 to 1000");
    expect(errors({ ...fixed, raters_per_unit: "2.5" })["settings.raters_per_unit"]).toMatch("2 to 1000");
    expect(errors({ assignment_scheme: "overlap", overlap_share: "101" })["settings.overlap_share"]).toMatch(
      "0 to 100",
    );
  });
});

it("puts the server's errors at the fields of the form", () => {
  const refused = new ApiError(400, "invalid", "Invalid.", {
    overlap_share: ["Too large."],
    units: ["Unknown."],
  });
  expect(serverErrors(refused, SETTINGS)).toEqual({
    "settings.overlap_share": "Too large.",
    units: "Unknown.",
  });
  expect(serverErrors(new Error("x"), SETTINGS)).toEqual({});
});
