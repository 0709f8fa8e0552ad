import { describe, expect, it } from "vitest";
import { leftWords } from "./labels";

describe("leftWords", () => {
  it("names only those who are not done", () => {
    const raters = [
      { name: "Ada", assigned: 149, submitted: 149, commitment: "" },
      { name: "Bo", assigned: 149, submitted: 137, commitment: "" },
    ];
    expect(leftWords({ raters })).toBe("Bo 12");
  });
});
