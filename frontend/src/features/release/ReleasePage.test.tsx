import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Study } from "../../api/studies";
import { expectAccessible } from "../../test/axe";
import { study } from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { PublicPage } from "./PublicPage";
import { ReleasePage } from "./ReleasePage";

const estimate = { value: 0.5, low: 0.4, high: 0.6, se: null, undefined: null };
const BRIEF = {
  number: 1,
  round: 1,
  note: "",
  created_at: "2026-01-15T12:00:00Z",
  by: "lea",
  manifest_sha256: "ab".repeat(32),
  public: false,
  withheld: false,
};
const RELEASE = {
  ...BRIEF,
  kind: "advisories",
  activities: [],
  projects: [],
  machine: [],
  title: "Consequences",
  question: "",
  notice: "",
  methods: "**Sample.** Four units.",
  decided: 4,
  undecided: [],
  table: [
    {
      consequence: "Access",
      definition: "",
      count: 4,
      proportion: 1,
      wilson: [0.5, 1],
      goodman: null,
      units: [1, 2],
    },
  ],
  outcomes: [
    { outcome: "not_applicable", count: 1, in_percentages: true, units: [3] },
    { outcome: "cannot_tell", count: 2, in_percentages: false, units: [5, 6] },
  ],
  severity: [
    ["high", 3],
    ["", 1],
  ],
  severity_by_consequence: [{ consequence: "Access", severity: "high", count: 3 }],
  rater_influence: [{ rater: "ada", units: 4, overruled: 1, rate: 0.25, low: 0.05, high: 0.7, rows: [] }],
  agreement: {
    raters: ["ada", "bo"],
    units: 4,
    units_used: 4,
    primary: "cohen_kappa",
    coefficients: { cohen_kappa: estimate, percent_agreement: { ...estimate, value: 0.75 } },
  },
  agreement_before: null,
  codebook: [],
  figures_missing: [] as string[],
  scripts_not_shown: [] as string[],
  data_licence: "",
  origin: "page" as const,
  origin_sentence: "Sealed coding in Intercoder.",
  rating_sources: [],
  files: [{ path: "table.csv", size: 1_500, sha256: "cd".repeat(32) }],
  changes: null,
};

function open(releases: (typeof BRIEF)[], changes: Partial<Study> = {}) {
  const published: { note: string; pseudonyms: boolean }[] = [];
  const lead = study({
    roles: ["lead"],
    round_list: [{ number: 1, style: "shared", state: "settled" }],
    ...changes,
  });
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(lead)),
    http.get(api("studies/ml/releases/"), () => HttpResponse.json(releases)),
    http.get(api("studies/ml/releases/in_progress/"), () => HttpResponse.json([])),
    http.get(api("studies/ml/releases/1/"), () => HttpResponse.json(RELEASE)),
    http.post(api("studies/ml/releases/"), async ({ request }) => {
      published.push((await request.json()) as (typeof published)[number]);
      return HttpResponse.json({ code: "not_ready", detail: "Settle a round first." }, { status: 409 });
    }),
  );
  const { container } = renderPage(<ReleasePage />, {
    path: "/studies/ml/releases",
    route: "/studies/:study/releases/:number?",
  });
  return { container, published, user: userEvent.setup() };
}

it("says what the figures in PDF and PNG cannot show", async () => {
  open([BRIEF]);
  server.use(
    http.get(api("studies/ml/releases/1/"), () =>
      HttpResponse.json({
        ...RELEASE,
        figures_missing: ["consequences.png"],
        scripts_not_shown: ["Hebrew", "Katakana"],
      }),
    ),
  );
  const note = await screen.findByRole("note");
  expect(note.textContent).toContain("The release has no consequences.png");
  expect(note.textContent).toContain("show Hebrew and Katakana characters as code points");
});

it("shows the results, each figure with a table of the same numbers", async () => {
  const { container } = open([BRIEF]);
  const consequences = await screen.findByRole("img", { name: /^Bar chart of the units by consequence/ });
  expect(consequences.getAttribute("src")).toBe(
    "/api/v1/studies/ml/releases/1/figures/consequences.svg?theme=light",
  );
  expect(screen.getAllByRole("img")).toHaveLength(3);
  expect(
    within(screen.getByRole("table", { name: "Units by consequence and severity" })).getByText("3"),
  ).toBeTruthy();
  const table = within(screen.getByRole("table", { name: /^Percentages are of/ }));
  expect(
    table.getByText(/^Percentages are of the 4 units with a decision; 2 further units could not/),
  ).toBeTruthy();
  expect(table.getByRole("row", { name: /^No consequence applies.* 1 25\.0/ })).toBeTruthy();
  expect(table.getByRole("row", { name: /^Could not be decided.* 2 –/ })).toBeTruthy();
  expect(screen.getByText("Cohen's kappa (primary)")).toBeTruthy();
  expect(screen.getByText(/^ada was overruled on 1 of 4 units \(25\.0 %/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "table.csv" })).toBeTruthy();
  await expectAccessible(container);
});

it("shows a withheld release as withheld, and does not ask for it", async () => {
  const { container } = open([{ ...BRIEF, withheld: true }], { roles: ["rater"] });
  let asked = 0;
  server.use(
    http.get(api("studies/ml/releases/1/"), () => {
      asked += 1;
      return HttpResponse.json({ code: "withheld", detail: "Withheld." }, { status: 403 });
    }),
  );
  expect(await screen.findByText("Release 1 is withheld from you while you code")).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toBe(0);
  expect(screen.getByText(/You can read it after the round is closed/)).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Download everything" })).toBeNull();
  await expectAccessible(container);
});

it("shows a withheld public release as withheld", async () => {
  const refusal = { code: "withheld", detail: "Release 1 is withheld from you while you code." };
  server.use(http.get(api("public/ml/releases/1/"), () => HttpResponse.json(refusal, { status: 403 })));
  renderPage(<PublicPage />, { path: "/public/ml/releases/1", route: "/public/:study/releases/:number" });
  expect(await screen.findByText("Release 1 is withheld from you while you code")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Download everything" })).toBeNull();
});

it("publishes by the typed word, with pseudonyms unless they are switched off", async () => {
  const { published, user } = open([]);
  await user.click(await screen.findByRole("button", { name: "Publish release 1" }));
  const dialog = await screen.findByRole("dialog");
  await expectAccessible(dialog);
  await user.type(within(dialog).getByLabelText(/Type/), "publish");
  await user.click(within(dialog).getByRole("button", { name: "Publish" }));
  expect(await within(dialog).findByText("Settle a round first.")).toBeTruthy();
  expect(published).toEqual([{ confirm: "publish", note: "", pseudonyms: true }]);
});

it("offers no button to members who cannot publish", async () => {
  open([], { roles: ["viewer"] });
  expect(await screen.findByText("No release yet")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Publish/ })).toBeNull();
});
