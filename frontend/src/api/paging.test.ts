// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { cursorOf } from "./paging";

it("reads the cursor from the address of the next page", () => {
  expect(cursorOf("http://localhost/api/v1/corpora/main/advisories/?cursor=cD1h&search=x")).toBe("cD1h");
  expect(cursorOf("/api/v1/corpora/main/advisories/?search=x")).toBeUndefined();
  expect(cursorOf(null)).toBeUndefined();
});
