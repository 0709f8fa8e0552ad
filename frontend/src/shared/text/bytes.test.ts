import { expect, it } from "vitest";
import { bytes } from "./bytes";

it("says a size in the unit that suits it", () => {
  expect([0, 999, 1_000, 1_536_000].map(bytes)).toEqual(["0 B", "999 B", "1.0 kB", "1.5 MB"]);
});
