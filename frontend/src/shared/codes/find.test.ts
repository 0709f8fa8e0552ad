import { describe, expect, it } from "vitest";
import { findCodes, newLabel } from "./find";

const code = (label: string, definition = "") => ({ id: label.length, label, definition, colour: "#777777" });
const CODES = [
  code("Denial of service", "The system stops answering."),
  code("Exposure of information", "Someone reads what is secret."),
  code("Unauthorised access"),
  code("Überlast"),
];
const matches = (query: string) => findCodes(CODES, query).map(({ label }) => label);

describe("findCodes", () => {
  it("ranks the beginning of a label first, then words in any order, then the definition", () => {
    expect(matches("den")).toEqual(["Denial of service"]);
    expect(matches("information exp")).toEqual(["Exposure of information"]);
    expect(matches("secret")).toEqual(["Exposure of information"]);
    expect(matches("s")).toEqual([
      "Denial of service",
      "Exposure of information",
      "Unauthorised access",
      "Überlast",
    ]);
  });

  it("ignores case and accents", () => {
    expect(matches("UBERLAST")).toEqual(["Überlast"]);
  });

  it("returns all codes in their order for an empty query", () => {
    expect(matches("  ")).toEqual(CODES.map(({ label }) => label));
  });
});

describe("newLabel", () => {
  it("offers the typed label unless a code already has it", () => {
    expect(newLabel(CODES, " Data  poisoning ")).toBe("Data poisoning");
    expect(newLabel(CODES, "denial of SERVICE")).toBeNull();
    expect(newLabel(CODES, "  ")).toBeNull();
  });
});
