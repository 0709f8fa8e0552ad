import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { CheckedSheet, SheetTable } from "../../api/ratings";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { CheckSheetPage } from "./CheckSheetPage";

const column = (name: string, role: SheetTable["columns"][number]["role"]) => ({
  name,
  option: name,
  role,
  rater: role === "rater" ? name : "",
  question: "",
  why: role === "note" ? "notes" : "",
});

const TABLE: SheetTable = {
  file: "study.csv",
  sheet: "",
  columns: [column("unit", "unit"), column("ann", "rater"), column("ben", "rater"), column("notes", "note")],
  rows: [{ line: 2, cells: ["1", "Leak", "leak", "seen"] }],
  row_count: 40,
};
const ESTIMATE = { value: 0.5, low: 0.3, high: 0.7, se: 0.1, undefined: null };
const ANSWER: CheckedSheet = {
  reading: {
    files: [],
    layout: "wide",
    unit: { by: "column", columns: ["unit"] },
    raters: [
      { name: "ann", ratings: 40, empty: 0, no_code: 0, from: "ann" },
      { name: "ben", ratings: 40, empty: 0, no_code: 0, from: "ben" },
    ],
    questions: [],
    question: null,
    final: null,
    separator: null,
    left_out: [],
    decided: [],
    checks: [
      {
        code: "twins",
        severity: "warn",
        sentence: "“Leak” is used by ann (4), “leak” by ben (4).",
        where: ["Leak", "leak"],
        figures: {},
      },
      { code: "drift", severity: "note", sentence: "Agreement changes.", where: ["ann", "ben"], figures: {} },
    ],
    conventions: [{ as: "“leak” read as “Leak”", value: 0.9 }],
  },
  lines: ["study.csv (commas)", "wide: units by “unit”"],
  check_rows: [
    { count: 4, rows: [{ line: 2, unit: "1", answers: ["Leak", null] }] },
    { count: 0, rows: [] },
  ],
  tables: [TABLE],
  agreement: {
    units: 40,
    units_used: 40,
    units_dropped: 0,
    raters: ["ann", "ben"],
    categories: ["Leak", "leak"],
    multi_label: false,
    primary: "cohen_kappa",
    confidence: 0.95,
    seed: 1,
    replicates: 2000,
    rare: { minority: 10, remark: null },
    coefficients: { cohen_kappa: ESTIMATE },
    per_code: { Leak: { counts: { ann: 4, ben: 0 }, cohen_kappa: ESTIMATE, warning: null } },
    per_code_mean: {
      coefficient: "cohen_kappa",
      value: 0.5,
      codes_defined: 1,
      codes_undefined: 0,
      undefined: null,
    },
    confusion: null,
    band: null,
    remarks: [],
    sensitivity: { without_code: {}, without_unit: null },
    units_needed: {},
  },
  sentence: "Cohen’s κ is 0.50, on 40 of 40 units.",
  further: [],
};

/** Options of each request, in order; the answers are taken in turn, the last one for ever. */
function answering(...answers: (() => Response)[]) {
  const options: Record<string, unknown>[] = [];
  server.use(
    http.post(api("ratings/read/"), async ({ request }) => {
      options.push(JSON.parse(String((await request.formData()).get("reading"))));
      return (answers[Math.min(options.length, answers.length) - 1] as () => Response)();
    }),
  );
  return options;
}

const checked = () => HttpResponse.json(ANSWER);
const FILE = new File(["unit,ann,ben\n"], "study.csv", { type: "text/csv" });

async function choose(files: File[] = [FILE]) {
  const user = userEvent.setup();
  const { container } = renderPage(<CheckSheetPage />, { path: "/check-sheet", route: "/check-sheet" });
  const [input] = container.getElementsByTagName("input");
  await user.upload(input as HTMLInputElement, files);
  return { user, container };
}

it("shows what was read, the first rows, checks, conventions and agreement", async () => {
  answering(checked);
  const { container } = await choose();
  await screen.findByText("study.csv (commas)");
  expect(screen.getByRole("combobox", { name: "Use of column ben" })).toHaveProperty("value", "rater");
  expect(screen.getByText("1 warning, 1 note")).toBeTruthy();
  expect(screen.getByText(/Which of these did a published number use/).textContent).toContain("0.500");
  expect(screen.getByText("Cohen’s κ is 0.50, on 40 of 40 units.")).toBeTruthy();
  await expectAccessible(container);
});

it("shows the rows of a check when they are asked for", async () => {
  answering(checked);
  const { user, container } = await choose();
  const show = await screen.findByRole("button", { name: "Show rows" });
  await user.click(show);
  const rows = within(screen.getByRole("table", { name: /^Rows: “Leak”/ })).getAllByRole("row");
  expect(rows.map((row) => row.textContent)).toEqual(["LineUnitannben", "21Leaknot coded"]);
  expect(screen.getByText("The first 1 of 4 rows.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Hide rows" }).getAttribute("aria-expanded")).toBe("true");
  await expectAccessible(container);
});

it("reads the same files again when a column gets another use", async () => {
  const options = answering(checked);
  const { user } = await choose();
  await user.selectOptions(await screen.findByRole("combobox", { name: "Use of column ben" }), "final");
  await screen.findByText("2 options set", { exact: false });
  expect(options).toEqual([{}, { raters: ["ann"], final: "ben" }]);
  expect(screen.getByText("study.csv", { selector: "li *" })).toBeTruthy();
});

it("asks with radio buttons of which none is chosen, and keeps the table", async () => {
  const asks = [
    {
      option: "final",
      sentence: "dora is filled only where ann and ben differ: decisions or a rater?",
      choices: [
        { value: "dora", says: "if these are decisions" },
        { value: "ann,ben", says: "if the column is to be left out", option: "raters" },
      ],
    },
    {
      option: "question",
      sentence: "Each row has two answers.",
      choices: [{ value: "effect", says: "for this one" }],
    },
    { option: "unit", sentence: "No column names the units.", choices: [] },
  ];
  const options = answering(
    () => HttpResponse.json({ code: "reading_needed", detail: "?", asks, tables: [TABLE] }, { status: 422 }),
    checked,
  );
  const { user, container } = await choose();
  const radios = await screen.findAllByRole("radio");
  expect(radios.filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
  expect(screen.getByRole("combobox", { name: "Use of column ben" })).toBeTruthy();
  await expectAccessible(container);
  const read = screen.getByRole("button", { name: "Read with these answers" });
  expect(read).toHaveProperty("disabled", true);
  await user.click(screen.getByRole("radio", { name: /^Raters: ann,ben/ }));
  await user.click(screen.getByRole("radio", { name: /^Report each of them/ }));
  await user.click(read);
  await screen.findByText("study.csv (commas)");
  expect(options[1]).toEqual({ raters: "ann,ben", question: "all" });
});

it("says in one sentence why files cannot be read, and lets options be taken back", async () => {
  const options = answering(
    () => HttpResponse.json({ code: "bad_input", detail: "There is no column “carl”." }, { status: 400 }),
    checked,
  );
  const { user, container } = await choose();
  expect((await screen.findByRole("alert")).textContent).toContain("There is no column “carl”.");
  await user.click(screen.getByText("Options"));
  await user.type(screen.getByRole("textbox", { name: /^Raters: columns/ }), "ann,ben");
  await expectAccessible(container);
  await user.click(screen.getByRole("button", { name: "Read with these options" }));
  await screen.findByText("study.csv (commas)");
  expect(options[1]).toEqual({ raters: "ann,ben" });
});

it("replaces a file of the same name, and forgets the reading with the last file", async () => {
  answering(checked);
  const { user } = await choose();
  await user.click(await screen.findByRole("button", { name: "Remove study.csv" }));
  expect(screen.queryByText("study.csv (commas)")).toBeNull();
  expect(screen.queryByRole("list", { name: "Chosen files" })).toBeNull();
});

it("shows each question with its own checks", async () => {
  const { tables: _, further: __, ...report } = ANSWER;
  const of = (question: string) => ({ ...report, reading: { ...ANSWER.reading, question } });
  answering(() => HttpResponse.json({ ...ANSWER, ...of("effect"), further: [of("cause")] }));
  await choose();
  await screen.findByRole("heading", { name: "Agreement on effect" });
  expect(screen.getByRole("heading", { name: "Agreement on cause" })).toBeTruthy();
  expect(screen.getAllByRole("heading", { name: "Checks" })).toHaveLength(2);
});
