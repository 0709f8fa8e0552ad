import { describe, expect, it } from "vitest";
import type { Role, SheetTable } from "../../api/ratings";
import { reportFile, withOptions, withRole } from "./options";

const table = (...columns: [string, Role][]): SheetTable => ({
  file: "a.csv",
  sheet: "",
  columns: columns.map(([name, role]) => ({
    name,
    option: name || "#3",
    role,
    rater: name,
    question: "",
    why: "",
  })),
  rows: [],
  row_count: 0,
});
const WIDE = table(["unit", "unit"], ["ann", "rater"], ["", "unused"], ["ben", "rater"], ["agreed", "final"]);

const change = (sheet: SheetTable, index: number, role: Role | "unit_too", options = {}) =>
  withRole(options, sheet, sheet.columns[index] as SheetTable["columns"][number], role);

describe("the role of a column", () => {
  it("adds a rater in the order of the sheet, by its number if it has no name", () => {
    expect(change(WIDE, 2, "rater")).toEqual({ raters: ["ann", "#3", "ben"] });
  });

  it("takes a rater out", () => {
    expect(change(WIDE, 3, "unused")).toEqual({ raters: ["ann"] });
    expect(change(WIDE, 3, "final")).toEqual({ raters: ["ann"], final: "ben" });
  });

  it("makes decisions a rater, or nothing", () => {
    expect(change(WIDE, 4, "rater")).toEqual({ final: "none", raters: ["ann", "ben", "agreed"] });
    expect(change(WIDE, 4, "unused")).toEqual({ final: "none", raters: ["ann", "ben"] });
  });

  it("names units by another column, by two, or by rows", () => {
    expect(change(WIDE, 2, "unit", { row_numbers: true })).toEqual({ unit: ["#3"] });
    expect(change(WIDE, 2, "unit_too")).toEqual({ unit: ["unit", "#3"] });
    expect(change(WIDE, 0, "unused")).toEqual({ row_numbers: true });
  });

  it("names who rated and the codes of a long table", () => {
    const long = table(["unit", "unit"], ["coder", "person"], ["x", "code"], ["y", "unused"]);
    expect(change(long, 3, "code")).toEqual({ code_column: "y" });
    expect(change(long, 3, "person", { sheet: "Round 1" })).toEqual({ rater_column: "y", sheet: "Round 1" });
    expect(change(long, 1, "unused", { rater_column: "coder" })).toEqual({});
  });
});

it("removes an option that is emptied", () => {
  expect(
    withOptions({ raters: ["ann"], strict: true, header_row: 0 }, { raters: [], strict: false }),
  ).toEqual({
    header_row: 0,
  });
});

it("writes the report as the command does", () => {
  const report = { reading: { layout: "wide" }, agreement: { multi_label: false, units: 3 } };
  expect(JSON.parse(reportFile([report]))).toEqual({
    units: 3,
    multilabel: false,
    reading: { layout: "wide" },
  });
  expect(Object.keys(JSON.parse(reportFile([report, report])))).toEqual(["reports"]);
});
