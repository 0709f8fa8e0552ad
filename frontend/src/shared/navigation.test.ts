import { expect, it } from "vitest";
import { returnPath } from "./navigation";

it("goes back to a page of this site", () => {
  expect(returnPath("/studies/x?unit=3")).toBe("/studies/x?unit=3");
});

it.each([null, "", "//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])(
  "goes home for %s",
  (next) => {
    expect(returnPath(next)).toBe("/");
  },
);
