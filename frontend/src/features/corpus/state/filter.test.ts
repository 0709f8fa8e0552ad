// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { filterOf, savedFilter } from "../../../api/savedFilters";
import { filterText, toggled, withFilter, withParameter } from "./filter";

describe("filterOf", () => {
  it("reads only the known parameters", () => {
    const search = new URLSearchParams("search=sql&severity=high,low&cwe=CWE-79&advisory=GHSA-1&year=");
    expect(filterOf(search)).toEqual({ search: "sql", severity: "high,low", cwe: "CWE-79" });
  });
});

describe("withParameter", () => {
  it("sets a parameter and keeps the open advisory", () => {
    const search = new URLSearchParams("advisory=GHSA-1");
    expect(withParameter(search, "year", "2023").toString()).toBe("advisory=GHSA-1&year=2023");
  });

  it("removes an empty parameter", () => {
    expect(withParameter(new URLSearchParams("year=2023"), "year", "").toString()).toBe("");
  });
});

describe("withFilter", () => {
  it("replaces the filter and keeps the order", () => {
    const search = new URLSearchParams("order=-published&year=2023&search=sql");
    expect(withFilter(search, { year: "2024" }).toString()).toBe("order=-published&year=2024");
  });
});

describe("toggled", () => {
  it("adds a value, and removes it", () => {
    expect(toggled(undefined, "high")).toBe("high");
    expect(toggled("high", "low")).toBe("high,low");
    expect(toggled("high,low", "high")).toBe("low");
  });
});

describe("savedFilter", () => {
  it("omits empty and unknown parameters", () => {
    const query = { severity: "high,low", year: "2023", search: "", project: null, order: "key" };
    expect(savedFilter(query)).toEqual({ severity: "high,low", year: "2023" });
  });
});

describe("filterText", () => {
  it("describes a filter", () => {
    expect(filterText({ search: "sql", severity: "high,low", withdrawn: "only" })).toBe(
      "sql · high, low · only withdrawn advisories",
    );
    expect(filterText({})).toBe("");
  });
});
