import { expect, it } from "vitest";
import type { ActivityCell, ProjectResult } from "../api";
import { afterClick, markOf, ordered } from "./projectOrder";

const cell = (answer: ActivityCell["answer"], outside = false): ActivityCell => ({
  answer,
  outside,
  how: "agreed",
  evidence: null,
  url: "",
});
const project = (unit: number, name: string, ...cells: ActivityCell[]): ProjectResult => ({
  unit,
  project: name,
  commit: "",
  url: "",
  cells,
});
const ROWS = [
  project(1, "gamma", cell("no")),
  project(2, "beta 10", cell("yes")),
  project(3, "beta 9", cell("yes", true)),
  project(4, "alpha", cell(null)),
  project(5, "delta", cell("cannot tell")),
];
const names = (order: Parameters<typeof ordered>[1]) => ordered(ROWS, order).map((row) => row.project);

it("sorts by name with numbers by their value", () => {
  expect(names({ column: "project", descending: false })).toEqual([
    "alpha",
    "beta 9",
    "beta 10",
    "delta",
    "gamma",
  ]);
});

it("sorts by the answer about an activity, yes first, in both directions", () => {
  expect(names({ column: 0, descending: false })).toEqual(["beta 10", "beta 9", "delta", "gamma", "alpha"]);
  expect(names({ column: 0, descending: true })).toEqual(["alpha", "gamma", "delta", "beta 9", "beta 10"]);
});

it("turns the order around with a second click only", () => {
  const once = afterClick({ column: "project", descending: false }, 2);
  expect(once).toEqual({ column: 2, descending: false });
  expect(afterClick(once, 2)).toEqual({ column: 2, descending: true });
  expect(afterClick(afterClick(once, 2), 0)).toEqual({ column: 0, descending: false });
});

it("tells a yes by outside evidence from another yes, and nothing else", () => {
  expect(markOf(cell("yes", true))).toBe("outside");
  expect(markOf(cell("no", true))).toBe("no");
});
