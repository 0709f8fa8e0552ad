import { expect, it } from "vitest";
import { ago } from "./TimeAgo";

const NOW = Date.parse("2026-01-15T12:00:00Z");

it.each([
  ["2026-01-15T11:59:30Z", "just now"],
  ["2026-01-15T11:57:00Z", "3 minutes ago"],
  ["2026-01-14T12:00:00Z", "yesterday"],
  ["2025-10-15T12:00:00Z", "3 months ago"],
])("%s is %s", (at, words) => {
  expect(ago(at, NOW)).toBe(words);
});
