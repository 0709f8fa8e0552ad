// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { returnPath } from "./navigation";

it("returns a page of this site", () => {
  expect(returnPath("/studies/x?unit=3")).toBe("/studies/x?unit=3");
});

it.each([null, "", "//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])(
  "returns the start page for %s",
  (next) => {
    expect(returnPath(next)).toBe("/");
  },
);
