import { expect, it } from "vitest";
import { round } from "../../../test/fixtures";
import { allocationSentence, remainingUnits } from "./allocation";

it("names only raters with remaining units", () => {
  const raters = [
    { name: "Ada", assigned: 149, submitted: 149, commitment: "" },
    { name: "Bo", assigned: 149, submitted: 137, commitment: "" },
  ];
  expect(remainingUnits({ raters })).toBe("Bo 12");
});

it("names the raters of the plan, not those who got units later", () => {
  const progress = ["Ada", "Bo", "Cem"].map((name) => ({ name, assigned: 1, submitted: 0, commitment: "" }));
  const changed = round({
    raters: progress,
    planned_raters: ["Ada", "Bo"],
    units: 3,
    assignment_scheme: "all",
  });
  expect(allocationSentence(changed)).toBe("Ada and Bo each code all 3 units.");
});
