import { expect, it } from "vitest";
import { breadcrumbs, menuOf, SCREENS, screenAt } from "./screens";

const labels = (path: string) => breadcrumbs(path, "The study").map(({ label }) => label);

it("names the study, the round and the step", () => {
  expect(labels("/studies/s/rounds/2/agreement")).toEqual(["The study", "Round 2", "Agreement"]);
  expect(labels("/studies/s/rounds")).toEqual(["The study", "Rounds"]);
  expect(labels("/studies/s")).toEqual(["The study"]);
});

it("links to a step without the unit", () => {
  expect(breadcrumbs("/studies/s/rounds/2/code/7", "The study").at(-1)).toEqual({
    path: "/studies/s/rounds/2/code",
    label: "Code",
  });
});

it("leads back from an advisory to the corpus", () => {
  expect(breadcrumbs("/studies/s/corpus/advisories/GHSA-1", "The study")).toEqual([
    { path: "/studies/s", label: "The study" },
    { path: "/studies/s/corpus", label: "Corpus" },
    { path: "/studies/s/corpus/advisories/GHSA-1", label: "GHSA-1" },
  ]);
  expect(breadcrumbs("/corpora/main/imports/7", "").map(({ path }) => path)).toEqual([
    "/corpora",
    "/corpora/main",
    "/corpora/main/imports",
    "/corpora/main/imports/7",
  ]);
});

it("is empty at the list of studies and at unknown addresses", () => {
  expect(labels("/")).toEqual([]);
  expect(labels("/nowhere")).toEqual([]);
});

it("lists the menus with their addresses", () => {
  expect(menuOf("site").map(({ path }) => path)).toEqual(["/", "/corpora", "/check-sheet", "/account"]);
  expect(menuOf("study", { study: "s" })).toEqual([
    { path: "/studies/s/screening", label: "Screening" },
    { path: "/studies/s/members", label: "Members" },
    { path: "/studies/s/history", label: "History" },
  ]);
});

it("knows the step of a screen", () => {
  expect(screenAt("/studies/s/rounds/2/code/7")?.step).toBe("code");
  expect(screenAt("/studies/s/corpus/imports/7")?.step).toBe("corpus");
  expect(screenAt("/corpora/main/imports/7")?.step).toBeUndefined();
  expect(screenAt("/studies/s/rounds/2")?.step).toBe("rounds");
  expect(screenAt("/studies/s/rounds/2/codings")?.step).toBeUndefined();
});

it("has each path once, and parents that exist", () => {
  const paths = SCREENS.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const { parent } of SCREENS) if (parent) expect(paths).toContain(parent);
});

it.each(SCREENS.map(({ path, load }) => [path, load] as const))("%s loads a component", async (_, load) => {
  expect(typeof (await load())).toBe("function");
});
