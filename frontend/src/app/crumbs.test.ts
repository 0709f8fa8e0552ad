import { expect, it } from "vitest";
import { crumbs } from "./crumbs";

const labels = (path: string) => crumbs(path, "The study").map(({ label }) => label);

it("names the study, the round and the step", () => {
  expect(labels("/studies/s/rounds/2/agreement")).toEqual(["The study", "Round 2", "Agreement"]);
  expect(labels("/studies/s/rounds")).toEqual(["The study", "Rounds"]);
  expect(labels("/studies/s")).toEqual(["The study"]);
});

it("leads back from an advisory to the corpus", () => {
  expect(crumbs("/advisories/GHSA-1", "")).toEqual([
    { path: "/corpus", label: "Corpus" },
    { path: "/advisories/GHSA-1", label: "GHSA-1" },
  ]);
});

it("is empty at the list of studies", () => {
  expect(labels("/")).toEqual([]);
});
