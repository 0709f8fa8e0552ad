// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { Code } from "../../../api/studies";
import { usesAfter } from "../api";
import { codeTree } from "./codeOrder";

describe("usesAfter", () => {
  it("counts the current coding only", () => {
    const uses = [{ code: 7, units: 2 }];
    expect(usesAfter(uses, [], [7, 8])).toEqual([
      { code: 7, units: 3 },
      { code: 8, units: 1 },
    ]);
    expect(usesAfter([{ code: 7, units: 1 }], [7], [8])).toEqual([{ code: 8, units: 1 }]);
  });
});

describe("codeTree", () => {
  const codes = new Map(
    [
      [1, null],
      [2, 1],
      [3, null],
      [4, 2],
      [5, 99],
    ].map(([id, parent]) => [id, { id, parent } as Code]) as [number, Code][],
  );

  it("puts each code below its parent and keeps the order among equals", () => {
    expect(codeTree([3, 4, 2, 1, 5], codes, new Set())).toEqual([
      { id: 3, depth: 0, hasChildren: false },
      { id: 1, depth: 0, hasChildren: true },
      { id: 2, depth: 1, hasChildren: true },
      { id: 4, depth: 2, hasChildren: false },
      { id: 5, depth: 0, hasChildren: false }, // its parent is retired
    ]);
  });

  it("omits the children of folded codes", () => {
    expect(codeTree([1, 2, 3, 4], codes, new Set([1])).map(({ id }) => id)).toEqual([1, 3]);
  });
});
