import { describe, expect, it } from "vitest";
import { withRole } from "./roles";

describe("withRole", () => {
  it("gives and removes a role", () => {
    expect(withRole(["rater"], "adjudicator", true)).toEqual(["rater", "adjudicator"]);
    expect(withRole(["lead", "rater"], "rater", false)).toEqual(["lead"]);
  });

  it("makes a member without another role a viewer", () => {
    expect(withRole(["rater"], "rater", false)).toEqual(["viewer"]);
    expect(withRole(["lead", "rater"], "viewer", true)).toEqual(["viewer"]);
  });

  it("removes the role of viewer when another is given", () => {
    expect(withRole(["viewer"], "rater", true)).toEqual(["rater"]);
  });
});
