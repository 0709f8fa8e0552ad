import { describe, expect, it } from "vitest";
import type { Code } from "../../api/studies";
import { flatTree, possibleParents } from "./tree";

const code = (id: number, parent: number | null = null) => ({ id, parent, label: String(id) }) as Code;
const CODES = [code(1), code(2, 1), code(3), code(4, 2), code(5, 99)];

describe("flatTree", () => {
  it("lists each code after its parent, and codes without a parent as roots", () => {
    const flat = flatTree(CODES).map(({ code: { id }, depth }) => [id, depth]);
    expect(flat).toEqual([
      [1, 0],
      [2, 1],
      [4, 2],
      [3, 0],
      [5, 0],
    ]);
  });
});

describe("possibleParents", () => {
  it("leaves out the code itself and what is below it", () => {
    expect(possibleParents(CODES, 2).map(({ id }) => id)).toEqual([1, 3, 5]);
  });

  it("offers every code to a new one", () => {
    expect(possibleParents(CODES, null)).toEqual(CODES);
  });
});
