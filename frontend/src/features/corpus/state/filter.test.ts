import { describe, expect, it } from "vitest";
import { filterOf, savedFilter } from "../../../api/savedFilters";
import { filterWords, toggled, withFilter, withWord } from "./filter";

describe("filterOf", () => {
  it("reads the known words and nothing else", () => {
    const search = new URLSearchParams("search=sql&severity=high,low&cwe=CWE-79&advisory=GHSA-1&year=");
    expect(filterOf(search)).toEqual({ search: "sql", severity: "high,low", cwe: "CWE-79" });
  });
});

describe("withWord", () => {
  it("sets a word and keeps the open advisory", () => {
    const search = new URLSearchParams("advisory=GHSA-1");
    expect(withWord(search, "year", "2023").toString()).toBe("advisory=GHSA-1&year=2023");
  });

  it("takes an empty word out", () => {
    expect(withWord(new URLSearchParams("year=2023"), "year", "").toString()).toBe("");
  });
});

describe("withFilter", () => {
  it("puts another filter in the place of the first and keeps the order", () => {
    const search = new URLSearchParams("order=-published&year=2023&search=sql");
    expect(withFilter(search, { year: "2024" }).toString()).toBe("order=-published&year=2024");
  });
});

describe("toggled", () => {
  it("puts a value in and takes it out again", () => {
    expect(toggled(undefined, "high")).toBe("high");
    expect(toggled("high", "low")).toBe("high,low");
    expect(toggled("high,low", "high")).toBe("low");
  });
});

describe("savedFilter", () => {
  it("leaves out what is empty or unknown", () => {
    const query = { severity: "high,low", year: "2023", search: "", project: null, order: "key" };
    expect(savedFilter(query)).toEqual({ severity: "high,low", year: "2023" });
  });
});

describe("filterWords", () => {
  it("says a filter in a few words", () => {
    expect(filterWords({ search: "sql", severity: "high,low", withdrawn: "only" })).toBe(
      "sql · high, low · withdrawn ones only",
    );
    expect(filterWords({})).toBe("");
  });
});
