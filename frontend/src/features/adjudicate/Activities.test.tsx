import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import type { DisagreementBrief } from "../../api/answers";
import type { Round } from "../../api/studies";
import { expectAccessible } from "../../test/axe";
import * as fixtures from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { AdjudicatePage } from "./AdjudicatePage";
import type { Disagreement, RaterCoding } from "./api";

const CODES = [
  fixtures.code(21, "CI-based testing", { activity: "ci_testing" }),
  fixtures.code(22, "Code review", { activity: "code_review" }),
  fixtures.code(23, "SAST", { activity: "sast" }),
];
const briefs = (ids: number[]) =>
  CODES.filter(({ id }) => ids.includes(id)).map(({ id, label, colour }) => ({ id, label, colour }));

const coding = (rater: string, codes: number[], unclear: number[] = []): RaterCoding => ({
  rater,
  codes: briefs(codes),
  merged_codes: briefs(codes),
  unclear: briefs(unclear),
  private_codes: [],
  memo: "",
  certainty: "",
  no_code_reason: codes.length > 0 ? "" : "not_applicable",
  flagged_for_discussion: false,
  segments: [],
});

const disagreement = (changes: Partial<Disagreement> = {}) =>
  ({
    unit: fixtures.unit(1),
    kind: "different",
    status: "open",
    codings: [coding("ada", [21, 23]), coding("bo", [21], [23])],
    decision: null,
    version: 0,
    awaiting_response: [],
    without_position: [],
    reasons: [],
    evidence: [
      {
        number: 4,
        activity: "sast",
        path: "ci.yml",
        line: 3,
        line_end: null,
        url: "",
        tool: "bandit",
        start: 3,
        end: 11,
      },
    ],
    suggestion_shown: false,
    ...changes,
  }) as Disagreement;

let sent: Record<string, unknown>[];
let asked: number;

function serve(changes: Partial<Round> = {}, me = "cleo") {
  const data = disagreement();
  sent = [];
  asked = 0;
  server.use(
    http.get(api("studies/:study/"), () =>
      HttpResponse.json(fixtures.study({ me, roles: ["adjudicator"], kind: "projects" })),
    ),
    http.get(api("studies/:study/rounds/1/"), () =>
      HttpResponse.json(
        fixtures.round({
          state: "closed",
          style: "closed",
          sealed: false,
          multi_label: true,
          suggestions: "after",
          resolution_method: "final_rater",
          ...changes,
        }),
      ),
    ),
    http.get(api("studies/:study/codes/"), () => HttpResponse.json(CODES)),
    http.get(api("studies/:study/rounds/1/disagreements/"), () => {
      const { unit, ...rest } = data;
      return HttpResponse.json([
        { ...rest, unit: unit.number, identifier: "", title: unit.title } as DisagreementBrief,
      ]);
    }),
    http.get(api("studies/:study/rounds/1/disagreements/:unit/"), () => HttpResponse.json(data)),
    http.get(api("studies/:study/rounds/1/disagreements/:unit/comments/"), () => HttpResponse.json([])),
    http.get(api("studies/:study/rounds/1/decisions/final_rater/"), () =>
      HttpResponse.json({ will_decide: 0 }),
    ),
    http.post(api("studies/:study/rounds/1/disagreements/:unit/suggestion/"), () => {
      asked += 1;
      return HttpResponse.json({
        activities: [
          { name: "ci_testing", label: "", suggestion: "yes", reason: "pytest runs.", evidence: [] },
          { name: "sast", label: "", suggestion: "cannot_tell", reason: "Only a file.", evidence: [] },
        ],
      });
    }),
    http.post(api("studies/:study/rounds/1/decisions/"), async ({ request }) => {
      sent.push((await request.json()) as Record<string, unknown>);
      return HttpResponse.json({ code: "stop", detail: "Enough." }, { status: 409 });
    }),
  );
}

beforeEach(() => serve());

const open = async () => {
  const page = renderPage(<AdjudicatePage />, {
    path: "/studies/ml/rounds/1/adjudicate/1",
    route: "/studies/:study/rounds/:round/adjudicate/:unit?",
  });
  await screen.findByRole("article", { name: "Unit 1: Advisory 1" });
  return page;
};
const lines = () =>
  within(screen.getByRole("table", { name: "Answers by activity" }))
    .getAllByRole("row")
    .map((row) => [...row.querySelectorAll("th, td")].slice(0, -1).map((cell) => cell.textContent));
const decided = (label: string) =>
  within(screen.getByRole("group", { name: `Decision on ${label}` }))
    .getAllByRole("button")
    .filter((button) => button.getAttribute("aria-pressed") === "true")
    .map((button) => button.textContent?.replace(/[ynu]$/, ""));
const press = (keys: string) => userEvent.keyboard(keys);

it("shows both raters' answers, takes what they agree on, and asks for the rest", async () => {
  const { container } = await open();
  expect(lines()).toEqual([
    ["Activity", "ada", "bo"],
    ["1CI-based testing", "Yes", "Yes"],
    ["2Code review", "No", "No"],
    ["3SAST", "Yes", "Cannot tell"],
  ]);
  expect(CODES.map(({ label }) => decided(label))).toEqual([["Yes"], ["No"], []]);
  expect(screen.getByText("Without an answer: SAST.")).toBeTruthy();
  await expectAccessible(container);
  await press("{Enter}");
  expect(sent).toEqual([]);
});

it("decides cannot tell for the activity that differs, by keyboard alone", async () => {
  await open();
  await press("u{Enter}");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ unit: 1, codes: [21], unclear: [23], no_code_reason: "" });
});

it("moves between the rows, and takes the answers of a rater", async () => {
  await open();
  await press("{ArrowUp}y");
  expect(decided("Code review")).toEqual(["Yes"]);
  await press("{ArrowRight}");
  expect(CODES.map(({ label }) => decided(label))).toEqual([["Yes"], ["No"], ["Cannot tell"]]);
  await press("3");
  const finding = screen.getByRole("button", { name: "ci.yml:3, bandit" });
  expect(finding.getAttribute("aria-current")).toBe("true");
});

it("shows what the rules suggest in a third column only after the final rater asks", async () => {
  const { container } = await open();
  expect(asked).toBe(0);
  await press("h");
  expect(await screen.findByRole("columnheader", { name: "Rules" })).toBeTruthy();
  expect(asked).toBe(1);
  expect(lines().map((line) => line[3])).toEqual(["Rules", "Yes", "–", "Cannot tell"]);
  expect(screen.getByText("Rules: Only a file.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Show what the rules/ })).toBeNull();
  await expectAccessible(container);
});

it("offers no suggestion where the plan never shows it", async () => {
  serve({ suggestions: "never" });
  await open();
  expect(screen.queryByRole("button", { name: /Show what the rules/ })).toBeNull();
  await press("h");
  expect(asked).toBe(0);
});
