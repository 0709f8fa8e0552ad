import { describe, expect, it } from "vitest";
import { listed } from "./list";

describe("listed", () => {
  it("joins names as one would say them", () => {
    expect([[], ["Ada"], ["Ada", "Bo"], ["Ada", "Bo", "Cleo"]].map(listed)).toEqual([
      "",
      "Ada",
      "Ada and Bo",
      "Ada, Bo and Cleo",
    ]);
  });
});
