import { expect, it } from "vitest";
import { repositoryLink } from "./links";

it("links an address with or without its scheme", () => {
  expect(repositoryLink("github.com/o/r")).toBe("https://github.com/o/r");
  expect(repositoryLink("https://gitlab.com/g/o/r")).toBe("https://gitlab.com/g/o/r");
});

it("never makes a link of another kind of address", () => {
  expect(repositoryLink("")).toBeNull();
  expect(repositoryLink("javascript:alert(1)")).toBeNull();
});
