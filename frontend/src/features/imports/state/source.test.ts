import { expect, it } from "vitest";
import { shortened } from "./source";

it("keeps a short list and a single long name", () => {
  expect(shortened("a.json, b.json")).toEqual({ text: "a.json, b.json", cut: false });
  expect(shortened(`${"a".repeat(80)}.json`)).toEqual({ text: `${"a".repeat(80)}.json`, cut: false });
});

it("ends a long list after a whole name", () => {
  const names = Array.from({ length: 9 }, (_, index) => `advisories-${index}.json`);
  expect(shortened(names.join(", "))).toEqual({ text: names.slice(0, 3).join(", "), cut: true });
  const long = `${"a".repeat(80)}.json`;
  expect(shortened(`${long}, b.json`)).toEqual({ text: long, cut: true });
});
