import { describe, expect, it } from "vitest";
import { listed } from "./list";

describe("listed", () => {
  it("joins names by commas and “and”", () => {
    expect([[], ["Ada"], ["Ada", "Bo"], ["Ada", "Bo", "Cleo"]].map(listed)).toEqual([
      "",
      "Ada",
      "Ada and Bo",
      "Ada, Bo and Cleo",
    ]);
  });
});
