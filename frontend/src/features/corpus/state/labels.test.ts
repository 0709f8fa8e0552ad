import { describe, expect, it } from "vitest";
import { shortened } from "./labels";

describe("shortened", () => {
  const change = { kind: "added", text: "new" } as const;

  it("keeps the text next to a change", () => {
    const long = `${"a".repeat(500)}${"b".repeat(500)}${"c".repeat(500)}`;
    expect(shortened([change, { kind: "same", text: long }, change])).toEqual([
      change,
      { kind: "same", text: "a".repeat(240) },
      { kind: "omitted", characters: 1020 },
      { kind: "same", text: "c".repeat(240) },
      change,
    ]);
  });

  it("omits unchanged text at the start and the end", () => {
    const same = { kind: "same", text: "😀".repeat(1000) } as const;
    expect(shortened([same, change])).toEqual([
      { kind: "omitted", characters: 760 },
      { kind: "same", text: "😀".repeat(240) },
      change,
    ]);
    expect(shortened([change, same]).at(-1)).toEqual({ kind: "omitted", characters: 760 });
  });

  it("does not shorten changes and short parts", () => {
    const parts = [
      { kind: "same", text: "a".repeat(300) },
      { kind: "removed", text: "x".repeat(5000) },
    ] as const;
    expect(shortened(parts)).toEqual(parts);
  });
});
