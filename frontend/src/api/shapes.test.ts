import { expect, it } from "vitest";

const SOURCES = import.meta.glob<string>("../features/*/api.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});
// An interface, or an exported type that spells out fields: those come from the schema.
const SHAPE = /^export (interface|type \w+ = \{)/gm;

it.each(Object.entries(SOURCES))("%s declares no shape of API data", (_, source) => {
  expect(source.match(SHAPE) ?? []).toEqual([]);
});
