import { describe, expect, it } from "vitest";
import { folded } from "./labels";

describe("folded", () => {
  const change = { kind: "added", text: "new" } as const;

  it("keeps what stands beside a change", () => {
    const long = `${"a".repeat(500)}${"b".repeat(500)}${"c".repeat(500)}`;
    expect(folded([change, { kind: "same", text: long }, change])).toEqual([
      change,
      { kind: "same", text: "a".repeat(240) },
      { kind: "folded", characters: 1020 },
      { kind: "same", text: "c".repeat(240) },
      change,
    ]);
  });

  it("cuts the start and the end of a text whole", () => {
    const same = { kind: "same", text: "😀".repeat(1000) } as const;
    expect(folded([same, change])).toEqual([
      { kind: "folded", characters: 760 },
      { kind: "same", text: "😀".repeat(240) },
      change,
    ]);
    expect(folded([change, same]).at(-1)).toEqual({ kind: "folded", characters: 760 });
  });

  it("leaves short stretches and changes as they are", () => {
    const parts = [
      { kind: "same", text: "a".repeat(300) },
      { kind: "removed", text: "x".repeat(5000) },
    ] as const;
    expect(folded(parts)).toEqual(parts);
  });
});
