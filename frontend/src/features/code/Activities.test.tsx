import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { UnitEvidence } from "../../shared/activities/evidence";
import { expectAccessible } from "../../test/axe";
import { begin, codingUnit, open, serve, shown, stored, stub, UNIT } from "../../test/codingScreen";
import * as fixtures from "../../test/fixtures";
import { api, server } from "../../test/server";
import type { CodingUnit, SubmittedCoding } from "./api";
import { EMPTY_DRAFT } from "./state/draft";

const CI = fixtures.code(21, "CI-based testing", { activity: "ci_testing" });
const REVIEW = fixtures.code(22, "Code review", { activity: "code_review" });
const SAST = fixtures.code(23, "SAST", { activity: "sast" });

const finding = (number: number, changes: Partial<UnitEvidence>): UnitEvidence => ({
  number,
  activity: "ci_testing",
  path: "ci.yml",
  line: number,
  line_end: null,
  url: "",
  tool: "pytest",
  start: 3,
  end: 11,
  ...changes,
});
const EVIDENCE = [finding(1, {}), finding(2, { start: 16, end: 20 }), finding(3, { activity: "sast" })];

function serveProjects(first: Partial<CodingUnit> = {}, suggestions: "after" | "never" = "after") {
  serve(codingUnit(1, { evidence: EVIDENCE, ...first }));
  server.use(
    http.get(api("studies/:study/"), ({ params }) =>
      HttpResponse.json(fixtures.study({ slug: String(params.study), kind: "projects" })),
    ),
    http.get(api("studies/:study/rounds/1/"), () =>
      HttpResponse.json(fixtures.round({ style: "closed", multi_label: true, suggestions })),
    ),
    http.get(api("studies/:study/codes/"), () => HttpResponse.json([CI, REVIEW, SAST])),
  );
}

beforeEach(() => {
  begin();
  serveProjects();
});

const row = (label: string) => {
  const item = screen.getByRole("button", { name: label }).closest("li");
  if (!item) throw new Error(`There is no row “${label}”.`);
  return item;
};
const answers = (label: string) =>
  within(screen.getByRole("group", { name: `Answer for ${label}` }))
    .getAllByRole("button")
    .filter((button) => button.getAttribute("aria-pressed") === "true")
    .map((button) => button.textContent?.replace(/[ynu]$/, ""));
const press = (keys: string) => userEvent.keyboard(keys);
const submission = () => stub.sent.find(({ path }) => path.endsWith("/units/1/coding/"));

describe("coding a project by keyboard", () => {
  it("answers row by row with y, n and u, and submits what was answered", async () => {
    const { container } = open();
    await shown(1);
    await expectAccessible(container);
    await press("y{ArrowDown}n{ArrowDown}u");
    expect([CI, REVIEW, SAST].map(({ label }) => answers(label))).toEqual([["Yes"], ["No"], ["Cannot tell"]]);
    await expectAccessible(container);
    await press("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(submission()).toBeTruthy());
    expect(submission()?.body).toMatchObject({ codes: [21], unclear: [23], answered: [21, 22, 23] });
  });

  it("submits no project with a row that is untouched, and names the row", async () => {
    open();
    await shown(1);
    await press("y{ArrowDown}n{Control>}{Enter}{/Control}");
    expect(screen.getByText("Answer each activity first. Without an answer: SAST.")).toBeTruthy();
    expect(submission()).toBeUndefined();
  });

  it("keeps a no in the draft apart from a row that is untouched", async () => {
    serveProjects(stored({ codes: [21], unclear: [], answered: [21, 22] }, 1));
    open();
    await shown(1);
    expect([CI, REVIEW, SAST].map(({ label }) => answers(label))).toEqual([["Yes"], ["No"], []]);
  });

  it("submits a project of which every row is no", async () => {
    open();
    await shown(1);
    await press("n{ArrowDown}n{ArrowDown}n{Control>}{Enter}{/Control}");
    await waitFor(() => expect(submission()).toBeTruthy());
    expect(submission()?.body).toMatchObject({ codes: [], unclear: [], answered: [21, 22, 23] });
  });

  it("goes to a row and through its findings with its number", async () => {
    open();
    await shown(1);
    await press("3");
    expect(row("SAST").getAttribute("aria-current")).toBe("true");
    await press("1");
    const findings = within(screen.getByRole("list", { name: "Findings on CI-based testing" }));
    const current = () => findings.getAllByRole("button").map((one) => one.getAttribute("aria-current"));
    expect(current()).toEqual(["true", null]);
    await press("1");
    expect(current()).toEqual([null, "true"]);
    await press("1y");
    expect(current()).toEqual(["true", null]);
    expect(answers("CI-based testing")).toEqual(["Yes"]);
    await press("7");
    expect(screen.getByText("There is no row 7.")).toBeTruthy();
  });

  it("marks the selected words for the row of a number, which answers it with yes", async () => {
    open();
    const article = await shown(1);
    await press("n");
    const text = within(article).getByText(fixtures.TEXT).firstChild as Text;
    act(() => {
      document.getSelection()?.setBaseAndExtent(text, 3, text, 11);
      document.dispatchEvent(new Event("selectionchange"));
    });
    await press("1");
    expect(answers("CI-based testing")).toEqual(["Yes"]);
    const marked = screen.getByRole("list", { name: "Words marked for CI-based testing" });
    expect(marked.textContent).toContain("attacker");
    await press("u");
    expect(screen.queryByRole("list", { name: "Words marked for CI-based testing" })).toBeNull();
    await press("{Control>}z{/Control}");
    expect(screen.getByRole("list", { name: "Words marked for CI-based testing" })).toBeTruthy();
  });

  it("explains its own keys in the help", async () => {
    open();
    await shown(1);
    await press("?");
    const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(help).getByText("Answer the row with cannot tell")).toBeTruthy();
    expect(within(help).queryByText(/no consequence applies/)).toBeNull();
    expect(within(help).queryByText("Find or create a code")).toBeNull();
  });
});

describe("the suggestion of the rules", () => {
  const coding: SubmittedCoding = {
    ...EMPTY_DRAFT,
    codes: [21],
    unclear: [23],
    version: 1,
    reason: "",
    active_seconds: 5,
    submitted_at: "2026-01-01T00:00:00Z",
  };
  const suggestion = {
    activities: [
      {
        name: "ci_testing",
        label: "CI-based testing",
        suggestion: "yes",
        reason: "pytest runs.",
        evidence: [1],
      },
      { name: "code_review", label: "Code review", suggestion: "yes", reason: "Gerrit.", evidence: [] },
      { name: "sast", label: "SAST", suggestion: "no", reason: "No tool.", evidence: [] },
    ],
  };
  const asked: string[] = [];
  const serveSuggestion = () =>
    server.use(
      http.post(api(`${UNIT}suggestion/`), ({ request }) => {
        asked.push(new URL(request.url).pathname);
        return HttpResponse.json(suggestion);
      }),
    );

  it("is shown with the key h after submitting, and the answer can no longer be changed", async () => {
    serveProjects({ state: "submitted", coding });
    serveSuggestion();
    const { container } = open();
    await shown(1);
    expect(screen.getByText("Your answer becomes final: you can no longer change it.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Change coding" })).toBeTruthy();
    expect(within(row("Code review")).getByText("No")).toBeTruthy();
    await press("h");
    const shownRules = await screen.findByRole("region", { name: "What the rules suggest" });
    expect(asked).toHaveLength(1);
    expect(
      within(shownRules)
        .getAllByRole("row")
        .map((line) => line.textContent),
    ).toEqual([
      "ActivityYouRules",
      "CI-based testingYesYes. pytest runs.",
      "Code reviewNoYes. Gerrit.",
      "SASTCannot tellNo. No tool.",
    ]);
    expect(screen.queryByRole("button", { name: "Change coding" })).toBeNull();
    await expectAccessible(container);
  });

  it("is offered right after the submission, before the next unit opens", async () => {
    serveSuggestion();
    open();
    await shown(1);
    await press("n{ArrowDown}n{ArrowDown}n{Control>}{Enter}{/Control}");
    expect(await screen.findByRole("button", { name: /Show what the rules suggest/ })).toBeTruthy();
    await press("{Control>}{Enter}{/Control}");
    await shown(2);
  });

  it("is in view on a phone right after the submission, and named on the bar below the text", async () => {
    vi.stubGlobal("matchMedia", (query: string) => ({
      matches: query.includes("max-width: 47.99em"),
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
    }));
    serveSuggestion();
    open();
    await shown(1);
    await press("n{ArrowDown}n{ArrowDown}n{Control>}{Enter}{/Control}");
    const panel = await screen.findByRole("dialog", { name: "Unit 1" });
    expect(await within(panel).findByRole("button", { name: /Show what the rules suggest/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Coding and suggestion", hidden: true })).toBeTruthy();
    await userEvent.click(within(panel).getByRole("button", { name: /Open next unfinished unit/ }));
    await shown(2);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is not offered before the submission", async () => {
    open();
    await shown(1);
    expect(screen.queryByRole("button", { name: /what the rules suggest/ })).toBeNull();
  });

  it("is offered nowhere if the plan says never", async () => {
    serveProjects({ state: "submitted", coding }, "never");
    open();
    await shown(1);
    expect(screen.queryByRole("button", { name: /what the rules suggest/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Change coding" })).toBeTruthy();
  });
});
