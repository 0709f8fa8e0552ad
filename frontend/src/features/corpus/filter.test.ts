import { describe, expect, it } from "vitest";
import { filterOf, toggled, withFilter } from "./filter";

describe("filterOf", () => {
  it("reads the known words and nothing else", () => {
    const search = new URLSearchParams("search=sql&severity=high,low&advisory=GHSA-1&year=");
    expect(filterOf(search)).toEqual({ search: "sql", severity: "high,low" });
  });
});

describe("withFilter", () => {
  it("sets a word and keeps the open advisory", () => {
    const search = new URLSearchParams("advisory=GHSA-1");
    expect(withFilter(search, "year", "2023").toString()).toBe("advisory=GHSA-1&year=2023");
  });

  it("takes an empty word out", () => {
    expect(withFilter(new URLSearchParams("year=2023"), "year", "").toString()).toBe("");
  });
});

describe("toggled", () => {
  it("puts a value in and takes it out again", () => {
    expect(toggled(undefined, "high")).toBe("high");
    expect(toggled("high", "low")).toBe("high,low");
    expect(toggled("high,low", "high")).toBe("low");
  });
});
