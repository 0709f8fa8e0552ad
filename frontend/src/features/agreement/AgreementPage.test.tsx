import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Study } from "../../api/studies";
import { expectAccessible } from "../../test/axe";
import { round, study } from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { AgreementPage } from "./AgreementPage";
import type { AgreementAnswer, BaseReport, Report } from "./api";

const estimate = (value: number | null, reason: string | null = null) => ({
  value,
  low: value === null ? null : value - 0.1,
  high: value === null ? null : value + 0.1,
  se: null,
  undefined: reason,
});

const report = (kappa: number): BaseReport => ({
  units: 3,
  units_used: 3,
  units_dropped: 0,
  raters: ["ada", "bo"],
  categories: ["Access", "Leak"],
  multi_label: false,
  primary: "cohen_kappa",
  confidence: 0.95,
  seed: 1,
  replicates: 10_000,
  rare: { minority: 9, remark: null },
  coefficients: {
    percent_agreement: estimate(0.6),
    cohen_kappa: estimate(kappa),
    krippendorff_alpha: estimate(null, "only one code was used"),
  },
  per_code: { Access: { counts: { ada: 2, bo: 1 }, cohen_kappa: estimate(kappa), warning: null } },
  per_code_mean: {
    coefficient: "cohen_kappa",
    value: kappa,
    codes_defined: 1,
    codes_undefined: 0,
    undefined: null,
  },
  confusion: {
    labels: ["Access", "Leak"],
    rows: "ada",
    columns: "bo",
    table: [
      [1, 1],
      [0, 1],
    ],
  },
  band: null,
  remarks: [],
  sensitivity: { without_code: {}, without_unit: null },
  units_needed: {},
});

function open(changes: Partial<AgreementAnswer> = {}, sealed = false, kind: Study["kind"] = "advisories") {
  const answer: AgreementAnswer = {
    report: report(0.5) as Report,
    before: null,
    codebook: null,
    codebook_versions: [],
    matched: true,
    threshold: 0.6,
    sentence: "The threshold is not reached.",
    origin: "page" as const,
    origin_sentence: "Sealed coding in Intercoder.",
    saturation: {},
    saturation_expected: {},
    saturated_after: {},
    ...changes,
  };
  const closed = round({ state: sealed ? "open" : "closed", sealed, disagreements: null });
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(study({ kind }))),
    http.get(api("studies/ml/rounds/1/"), () => HttpResponse.json(closed)),
    http.get(api("studies/ml/agreement/"), () => HttpResponse.json([])),
    http.get(api("studies/ml/rounds/1/agreement/"), () => HttpResponse.json(answer)),
  );
  return renderPage(<AgreementPage />, {
    path: "/studies/ml/rounds/1/agreement",
    route: "/studies/:study/rounds/:round/agreement",
  });
}

it("warns at the headline if codes are too rare", async () => {
  const remark = "Only 2 units fall outside the most common code; the interval rests on few units";
  open({ report: { ...report(0.5), rare: { minority: 2, remark } } as Report });
  expect(await screen.findByText(`${remark}.`)).toBeTruthy();
});

it("shows the primary coefficient first, with names from the server and reasons for undefined ones", async () => {
  const { container } = open();
  const table = await screen.findByRole("table", { name: "All coefficients" });
  const rows = within(table).getAllByRole("row");
  expect(rows[1]?.textContent).toContain("Cohen’s κ primary, fixed in the plan");
  expect(table.textContent).toContain("Undefined: only one code was used");
  expect(screen.getByText("The threshold is not reached.")).toBeTruthy();
  expect(screen.queryByRole("heading", { name: "Before and after merges" })).toBeNull();
  await expectAccessible(container);
});

it("begins with the agreement by activity in a study of projects", async () => {
  open({}, false, "projects");
  await screen.findByRole("heading", { name: "Agreement by code" });
  const titles = screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
  expect(titles.slice(0, 2)).toEqual(["Agreement by code", "All coefficients"]);
});

it("shows agreement before merges if codes were merged after the round closed", async () => {
  open({ report: { ...report(1), before_merges: report(0.25) } });
  const section = await screen.findByRole("region", { name: "Before and after merges" });
  const figure = within(section).getByRole("img");
  expect(figure.getAttribute("aria-label")).toContain("before merges: 0.25");
  expect(figure.getAttribute("aria-label")).toContain("after merges: 1.00");
});

const passages = (dice: number | null, marked: number) => ({
  segment_both_gave: 23,
  segment_both_marked: marked,
  segment_one_marked: 0,
  segment_neither_marked: 23 - marked,
  segment_no_common_character: 0,
  segment_dice: { ...estimate(dice, dice === null ? "no unit was marked" : null), method: "bca", note: null },
  segment_exact: { ...estimate(0), method: null, note: null },
  segment_any_overlap: { ...estimate(0.71), method: null, note: null },
});

it("compares the passages, and says first if equal codes mark other words", async () => {
  const remark = "The raters gave the same codes, but marked no words in common in 8 of 16 units.";
  const alpha = { ...estimate(0.22), method: "bca", note: null };
  const segments = {
    ...passages(0.46, 16),
    units: 23,
    units_dropped: 0,
    per_code: { Access: { ...passages(0.46, 16), segment_alpha: alpha } },
    remark,
  };
  server.use(
    http.get(api("studies/ml/rounds/1/passages/"), () =>
      HttpResponse.json({ counts: { apart: 0, different: 0, identical: 0, one: 0 }, units: [], after: null }),
    ),
  );
  const { container } = open({ report: { ...report(1), remarks: [remark], segments } as Report });
  const section = await screen.findByRole("region", { name: "Agreement on passages" });
  expect(section.textContent?.indexOf(remark)).toBe("Agreement on passages".length);
  expect(screen.getAllByText(remark)).toHaveLength(2); // at the headline as well
  const row = within(section).getByRole("row", { name: /^Access/ });
  expect(row.textContent).toBe("Access16 of 2346.0 % (36.0 % to 56.0 %)0.0 %71.0 %0.22");
  await expectAccessible(container);
});

it("lists the pairs of three raters with the reason for an undefined one, and the mean of each rater", async () => {
  const pair = (raters: string[], value: number | null, reason: string | null = null) => ({
    ...estimate(value, reason),
    raters,
    units: value === null ? 0 : 38,
    percent_agreement: value === null ? null : 0.7105,
    coefficient: "cohen_kappa",
    method: "bca",
    note: null,
  });
  const none = pair(["ben", "cem"], null, "no unit was coded by both raters");
  const pairs = [pair(["ann", "ben"], 0.54), pair(["ann", "cem"], 0.04), none];
  const { container } = open({
    report: { ...report(0.3), pairs, rater_mean: { ann: 0.29, ben: 0.54, cem: null } } as Report,
  });
  const table = await screen.findByRole("table", { name: "Pairs of raters" });
  const rows = within(table).getAllByRole("row").slice(1);
  expect(rows[0]?.textContent).toBe("ann, ben3871.0 %0.540.44 to 0.64");
  expect(rows[2]?.textContent).toBe("ben, cem0––No unit was coded by both raters");
  expect(screen.getByText("Mean with the others: ann 0.29, ben 0.54, cem –.")).toBeTruthy();
  await expectAccessible(container);
});

it("says without passages that only units were compared", async () => {
  open();
  expect(await screen.findByText(/^Only the codes of units were compared/)).toBeTruthy();
});

it("asks for the matching while codes are not matched", async () => {
  open({ matched: false, before: report(0.1) });
  expect(await screen.findByRole("link", { name: "Match the codes first" })).toBeTruthy();
  expect(screen.queryByRole("heading", { name: "Before and after matching" })).toBeNull();
});

it("shows nothing of a sealed round", async () => {
  open({}, true);
  expect(await screen.findByRole("heading", { name: "Agreement in round 1" })).toBeTruthy();
  expect(screen.queryByRole("table")).toBeNull();
});
