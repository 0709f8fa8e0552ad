import { describe, expect, it } from "vitest";
import type { Code } from "../../api/types";
import { countUses, keyOrder } from "./order";

const code = (id: number, retired = false) => ({ id, retired }) as Code;

describe("countUses", () => {
  it("counts units, code by code", () => {
    expect([...countUses({ 1: [7], 2: [7, 8], 3: [] })]).toEqual([
      [7, 2],
      [8, 1],
    ]);
  });
});

describe("keyOrder", () => {
  it("puts the most used first, equally used ones in the codebook's order", () => {
    const uses = new Map([
      [3, 5],
      [2, 1],
    ]);
    expect(keyOrder([code(1), code(2), code(3), code(4)], uses, [])).toEqual([3, 2, 1, 4]);
  });

  it("keeps every key's meaning while one works, and adds new codes at the end", () => {
    const uses = new Map([[2, 100]]);
    expect(keyOrder([code(1), code(2), code(9)], uses, [1, 2])).toEqual([1, 2, 9]);
  });

  it("leaves out what is retired", () => {
    expect(keyOrder([code(1), code(2, true), code(3)], new Map(), [1, 2])).toEqual([1, 3]);
  });
});
