import { expect, it } from "vitest";
import { remainingUnits } from "./texts";

it("names only raters with remaining units", () => {
  const raters = [
    { name: "Ada", assigned: 149, submitted: 149, commitment: "" },
    { name: "Bo", assigned: 149, submitted: 137, commitment: "" },
  ];
  expect(remainingUnits({ raters })).toBe("Bo 12");
});
