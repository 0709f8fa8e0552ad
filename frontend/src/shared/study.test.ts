// @vitest-environment happy-dom
import { expect, it } from "vitest";
import type { Study } from "../api/studies";
import { nextPath, stepPath } from "./study";

const study = {
  slug: "s",
  round_list: [
    { number: 1, style: "open", state: "settled" },
    { number: 2, style: "closed", state: "open" },
  ],
} as Study;

it("leads to the newest round unless one is named", () => {
  expect(stepPath(study, "agreement")).toBe("/studies/s/rounds/2/agreement");
  expect(stepPath(study, "agreement", 1)).toBe("/studies/s/rounds/1/agreement");
  expect(stepPath(study, "rounds")).toBe("/studies/s/rounds");
});

it("leads to the rounds if the study has no round", () => {
  expect(stepPath({ ...study, round_list: [] }, "code")).toBe("/studies/s/rounds");
});

it("leads to the pages of the whole study", () => {
  expect(stepPath(study, "codebook")).toBe("/studies/s/codebook");
  expect(stepPath(study, "release")).toBe("/studies/s/releases");
});

it.each([
  ["rounds/2/code", "/studies/s/rounds/2/code"],
  ["corpus/imports", "/studies/s/corpus/imports"],
  ["", null],
])("continues at %s", (path, expected) => {
  expect(nextPath({ slug: "s", next_action: { sentence: "", step: "", path } })).toBe(expected);
});
