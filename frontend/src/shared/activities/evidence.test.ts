import { expect, it } from "vitest";
import { nextPassage, passagesOf, passagesOn, type UnitEvidence } from "./evidence";

const TEXT = "😀 ci.yml runs pytest. No Jenkinsfile was found.";
const row = (number: number, changes: Partial<UnitEvidence>): UnitEvidence => ({
  number,
  activity: "ci_testing",
  path: "ci.yml",
  line: 7,
  line_end: null,
  url: "",
  tool: "",
  start: 2,
  end: 21,
  ...changes,
});

it("makes one passage of the findings that the same words show, with all their tools", () => {
  const passages = passagesOf([row(1, { tool: "pytest" }), row(2, { tool: "GitHub Actions" })], TEXT);
  expect(passages.map(({ label }) => label)).toEqual(["ci.yml:7, GitHub Actions, pytest"]);
});

it("names a passage without a file by its words, counted in code points", () => {
  const passages = passagesOf([row(3, { path: null, line: null, start: 22, end: 47 })], TEXT);
  expect(passages.map(({ label }) => label)).toEqual(["No Jenkinsfile was found."]);
});

it("goes through the passages on one activity in the order of the text", () => {
  const all = passagesOf([row(2, { start: 23, end: 30 }), row(1, {}), row(3, { activity: "sast" })], TEXT);
  const passages = passagesOn(all, { activity: "ci_testing" });
  expect(passages.map(({ start }) => start)).toEqual([2, 23]);
  const [first, second] = passages;
  expect(nextPassage(passages, null)).toBe(first);
  expect(nextPassage(passages, first ?? null)).toBe(second);
  expect(nextPassage(passages, second ?? null)).toBe(first);
  expect(nextPassage([], null)).toBeNull();
  expect(passagesOn(all, { activity: "" })).toEqual([]);
});
