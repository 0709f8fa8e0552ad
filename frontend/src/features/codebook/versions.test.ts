import { describe, expect, it } from "vitest";
import { differences, type VersionCode } from "./versions";

const code = (label: string, definition = "", more: Partial<VersionCode> = {}): VersionCode => ({
  label,
  definition,
  when_to_use: "",
  when_not_to_use: "",
  examples: "",
  near_misses: "",
  colour: "",
  parent: "",
  ...more,
});

describe("differences", () => {
  it("list added, removed and changed codes", () => {
    const before = [code("Injection", "old"), code("Exposure")];
    const after = [code("Injection", "new", { colour: "#332288" }), code("Denial of service")];
    expect(differences(before, after)).toEqual([
      "“Denial of service” was added.",
      "“Exposure” was removed.",
      "“Injection”: definition, colour changed.",
    ]);
  });

  it("are none between equal versions", () => {
    expect(differences([code("Injection", "same")], [code("Injection", "same")])).toEqual([]);
  });
});
