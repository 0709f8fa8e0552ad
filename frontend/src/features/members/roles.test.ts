import { describe, expect, it } from "vitest";
import { withRole } from "./api";

describe("withRole", () => {
  it("adds and takes working roles", () => {
    expect(withRole(["rater"], "adjudicator", true)).toEqual(["rater", "adjudicator"]);
    expect(withRole(["lead", "rater"], "rater", false)).toEqual(["lead"]);
  });

  it("makes a viewer of a member without a working role", () => {
    expect(withRole(["rater"], "rater", false)).toEqual(["viewer"]);
    expect(withRole(["lead", "rater"], "viewer", true)).toEqual(["viewer"]);
  });

  it("makes a viewer a rater", () => {
    expect(withRole(["viewer"], "rater", true)).toEqual(["rater"]);
  });
});
