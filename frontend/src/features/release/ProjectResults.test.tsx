import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import type { ActivityCell, ActivityRow, MachineAgreement } from "./api";
import { PublicPage } from "./PublicPage";
import { perActivity } from "./state/activityAgreement";

const estimate = { value: 0.5, low: 0.2, high: 0.8, se: null, undefined: null };
const nothing = { value: null, low: null, high: null, se: null };

const activity = (name: string, changes: Partial<ActivityRow>): ActivityRow => ({
  activity: name,
  definition: `What ${name} is.`,
  count: 2,
  projects: 3,
  unclear: 0,
  outside: 0,
  proportion: 2 / 3,
  wilson: [0.2, 0.9],
  lowest: 2 / 3,
  highest: 2 / 3,
  units: [1, 2],
  unclear_units: [],
  outside_units: [],
  ...changes,
});
const cell = (answer: ActivityCell["answer"], changes: Partial<ActivityCell> = {}): ActivityCell => ({
  answer,
  how: "agreed",
  outside: false,
  evidence: 1,
  url: "https://github.com/o/r/blob/abc/ci.yml#L3",
  ...changes,
});
const machine = (name: string, rater: string, changes: Partial<MachineAgreement> = {}): MachineAgreement => ({
  activity: name,
  rater,
  units: 3,
  both_yes: 1,
  machine_only: 1,
  person_only: 0,
  both_no: 1,
  machine_unclear: 0,
  person_unclear: 0,
  percent: 2 / 3,
  kappa: 0.4,
  low: -0.1,
  high: 0.9,
  undefined: null,
  precision: 0.5,
  recall: 1,
  ...changes,
});

const RELEASE = {
  number: 1,
  round: 1,
  note: "",
  created_at: "2026-01-15T12:00:00Z",
  manifest_sha256: "ab".repeat(32),
  kind: "projects",
  title: "Quality assurance",
  question: "",
  notice: "",
  methods: "**Sample.** Three projects.",
  decided: 3,
  undecided: [],
  table: [],
  outcomes: [],
  severity: [],
  severity_by_consequence: [],
  rater_influence: [],
  activities: [
    activity("CI-based testing", {}),
    activity("Fuzzing", { count: 1, projects: 2, unclear: 1, lowest: 1 / 3, highest: 2 / 3, units: [2] }),
  ],
  projects: [
    {
      unit: 1,
      project: "gamma",
      commit: "0123456789abcdef",
      url: "https://github.com/o/gamma/commit/0123456789abcdef",
      cells: [cell("yes"), cell("no", { evidence: null, url: "" })],
    },
    { unit: 2, project: "alpha", commit: "", url: "", cells: [cell("yes"), cell("yes", { outside: true })] },
    {
      unit: 3,
      project: "beta",
      commit: "",
      url: "",
      cells: [cell("no", { url: "" }), cell("cannot tell", { url: "" })],
    },
  ],
  machine: [
    machine("CI-based testing", "ada"),
    machine("CI-based testing", "decision"),
    machine("Fuzzing", "decision", {
      kappa: null,
      low: null,
      high: null,
      undefined: "only one answer occurs",
    }),
  ],
  agreement: {
    raters: ["ada", "bo"],
    units: 3,
    units_used: 3,
    primary: "cohen_kappa",
    coefficients: { cohen_kappa: estimate },
    per_code: {
      "CI-based testing": { counts: {}, cohen_kappa: { ...estimate, value: 0.7 }, warning: null },
      Fuzzing: { counts: {}, cohen_kappa: { ...nothing, undefined: "all answers are equal" }, warning: null },
    },
  },
  agreement_before: null,
  codebook: [],
  figures_missing: [],
  scripts_not_shown: [],
  data_licence: "",
  origin: "page" as const,
  origin_sentence: "Sealed coding in Intercoder.",
  rating_sources: [],
  files: [],
  changes: null,
};

function open() {
  server.use(http.get(api("public/qa/releases/1/"), () => HttpResponse.json(RELEASE)));
  return renderPage(<PublicPage />, {
    path: "/public/qa/releases/1",
    route: "/public/:study/releases/:number",
  });
}

it("takes a rater called decision for no decision where the release says which rows are decisions", () => {
  const rows = [
    machine("Fuzzing", "decision", { of_decisions: false, units: 1 }),
    machine("Fuzzing", "decision", { of_decisions: true, units: 2 }),
  ];
  const activities = RELEASE.activities.filter((row) => row.activity === "Fuzzing");
  const [fuzzing] = perActivity({ activities, machine: rows, agreement: { per_code: {} } });
  expect(fuzzing?.machine?.units).toBe(2);
});

it("begins with the figure and its numbers, without severities", async () => {
  const { container } = open();
  const figure = await screen.findByRole<HTMLImageElement>("img", { name: /share of the projects/ });
  expect(figure.src).toContain("/figures/activities.svg?theme=light");
  const headings = screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
  expect(headings.slice(0, 5)).toEqual([
    "Activities",
    "Projects by activity",
    "Agreement by activity",
    "Agreement",
    "Methods",
  ]);
  expect(headings).not.toContain("Severity");
  const numbers = screen.getByRole("table", { name: "Projects by activity, in numbers" });
  const cells = within(numbers)
    .getAllByRole("row")
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole("cell")
        .slice(1)
        .map((one) => one.textContent),
    );
  expect(cells).toEqual([
    ["2 of 3", "66.7", "20.0 to 90.0", "0", "–"],
    ["1 of 2", "66.7", "20.0 to 90.0", "1", "33.3 to 66.7"],
  ]);
  await expectAccessible(container);
});

it("shows a mark with its meaning and its evidence per project and activity, sortable by keyboard", async () => {
  open();
  const table = await screen.findByRole("table", { name: "Projects by activity" });
  const rows = () =>
    within(table)
      .getAllByRole("row")
      .slice(1)
      .map((row) => row.textContent);
  expect(rows()).toEqual([
    "alpha●yes◐yes, by evidence outside the repository",
    "beta○no?cannot tell",
    "gamma0123456789ab●yes○no",
  ]);
  const link = within(table).getAllByRole("link", { name: "yes" })[0];
  expect(link?.getAttribute("href")).toBe("https://github.com/o/r/blob/abc/ci.yml#L3");
  const heading = within(table).getByRole("columnheader", { name: /Fuzzing/ });
  expect(heading.getAttribute("aria-sort")).toBe("none");
  within(heading).getByRole("button").focus();
  await userEvent.keyboard("{Enter}{Enter}");
  expect(heading.getAttribute("aria-sort")).toBe("descending");
  expect(rows()[0]).toMatch(/^gamma/);
});

it("shows the agreement of people beside that of decisions and rules, or why it is undefined", async () => {
  open();
  const table = await screen.findByRole("table", { name: "Agreement by activity" });
  const [testing, fuzzing] = within(table).getAllByRole("row").slice(2);
  expect(
    within(testing as HTMLElement)
      .getAllByRole("cell")
      .map((one) => one.textContent),
  ).toEqual(["0.70", "0.20 to 0.80", "0.40", "−0.10 to 0.90", "66.7", "50.0 / 100.0"]);
  expect(fuzzing?.textContent).toContain("undefined: all answers are equal");
  expect(fuzzing?.textContent).toContain("undefined: only one answer occurs");
  await userEvent.click(screen.getByText("The rules against each rater, in numbers"));
  const counts = screen.getByRole("table", { name: "The rules against each rater, in numbers" });
  expect(within(counts).getAllByRole("row")[1]?.textContent).toBe("CI-based testingada3110100");
});
