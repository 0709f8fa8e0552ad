import { describe, expect, it } from "vitest";
import { codeOf, filledKeys, keyOf, withKey, withNewCode } from "./codeKeys";

const codes = (count: number, retired: number[] = []) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, retired: retired.includes(index + 1) }));

describe("keys of codes", () => {
  it("follow the order of the codes at first, nine at most", () => {
    expect(filledKeys({}, codes(3))).toEqual({ 1: 1, 2: 2, 3: 3 });
    expect(Object.keys(filledKeys({}, codes(12)))).toHaveLength(9);
  });

  it("stay with their codes whatever the order of the codes is later", () => {
    const keys = { 1: 2, 5: 1 };
    expect(filledKeys(keys, codes(2).reverse())).toEqual(keys);
    expect(filledKeys(keys, codes(3))).toEqual({ ...keys, 2: 3 });
  });

  it("do not move when a code is retired, and come back with it", () => {
    const keys = filledKeys({}, codes(10));
    expect(filledKeys(keys, codes(10, [3]))).toEqual(keys);
    expect(codeOf(keys, "3", codes(10, [3]))).toBeUndefined();
    expect(codeOf(keys, "3", codes(10))).toBe(3);
  });

  it("are given to a new code from the lowest that is free", () => {
    const keys = filledKeys({}, codes(9));
    expect(withNewCode(keys, 10, codes(10))).toEqual(keys);
    expect(withNewCode(keys, 10, codes(10, [4, 6]))).toEqual({ ...keys, 4: 10 });
    expect(withNewCode({ 2: 1 }, 2, codes(2))).toEqual({ 1: 2, 2: 1 });
  });

  it("are swapped when a code takes the key of another", () => {
    const keys = filledKeys({}, codes(11));
    expect(withKey(keys, 7, "4", codes(11))).toEqual({ ...keys, 4: 7, 7: 4 });
    expect(withKey(keys, 4, "4", codes(11))).toBe(keys);
    const displaced = withKey(keys, 11, "4", codes(11));
    expect([displaced["4"], keyOf(displaced, 4)]).toEqual([11, undefined]);
    expect(withKey(keys, 11, "4", codes(11, [9]))).toEqual({ ...keys, 4: 11, 9: 4 });
    expect(withKey({ 1: 1 }, 1, "8", codes(1))).toEqual({ 8: 1 });
  });
});
