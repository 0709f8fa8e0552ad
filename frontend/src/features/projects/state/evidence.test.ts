import { expect, it } from "vitest";
import { sought } from "./evidence";

it.each([
  ["Looked for Gerrit (.gitreview) and Bors.", "Gerrit (.gitreview) and Bors"],
  ["No job runs a SAST tool. Looked for: Bandit, CodeQL.", "Bandit, CodeQL"],
  ["No template of Zuul.", "template of Zuul"],
  ["Nothing is there.", "Nothing is there."],
  ["Notes are missing.", "Notes are missing."],
  ["", "CODEOWNERS"],
])("names what was looked for: %s", (reason, named) => {
  expect(sought({ reason, tool: "CODEOWNERS" })).toBe(named);
});
