import { expect, it } from "vitest";
import { counted, formatted, quoted } from "./count";

it("counts in words", () => {
  expect([0, 1, 1_200].map((count) => counted(count, "unit"))).toEqual(["0 units", "1 unit", "1,200 units"]);
  expect(counted(2, "advisory", "advisories")).toBe("2 advisories");
  expect([formatted(12_345), quoted("Crash")]).toEqual(["12,345", "“Crash”"]);
});
