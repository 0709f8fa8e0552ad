import { describe, expect, it } from "vitest";
import { findCodes, newLabel } from "./find";

const code = (label: string, definition = "") => ({ id: label.length, label, definition, colour: "#777777" });
const CODES = [
  code("Denial of service", "The system stops answering."),
  code("Exposure of information", "Someone reads what is secret."),
  code("Unauthorised access"),
  code("Überlast"),
];
const found = (query: string) => findCodes(CODES, query).map(({ label }) => label);

describe("findCodes", () => {
  it("finds by beginning, by words in any order, and by definition, in this order", () => {
    expect(found("den")).toEqual(["Denial of service"]);
    expect(found("information exp")).toEqual(["Exposure of information"]);
    expect(found("secret")).toEqual(["Exposure of information"]);
    expect(found("s")).toEqual([
      "Denial of service",
      "Exposure of information",
      "Unauthorised access",
      "Überlast",
    ]);
  });

  it("does not care for case and accents", () => {
    expect(found("UBERLAST")).toEqual(["Überlast"]);
  });

  it("shows all codes for an empty query, in their order", () => {
    expect(found("  ")).toEqual(CODES.map(({ label }) => label));
  });
});

describe("newLabel", () => {
  it("offers what was typed, and nothing when such a code is there", () => {
    expect(newLabel(CODES, " Data  poisoning ")).toBe("Data poisoning");
    expect(newLabel(CODES, "denial of SERVICE")).toBeNull();
    expect(newLabel(CODES, "  ")).toBeNull();
  });
});
