import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { brief, COMMIT, evidence, project, snapshot } from "../../test/projects";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { ProjectPage } from "./ProjectPage";

const EVIDENCE = [
  evidence(1),
  evidence(2, { probe: "ci.trigger", outcome: "false", state: "not on changes", reason: "Only tags." }),
  evidence(3, { outcome: "false", path: null, line: null, excerpt: "", reason: "No Jenkinsfile." }),
  evidence(4, { outcome: "not available", path: null, line: null, excerpt: "", reason: "Runs of jobs." }),
  evidence(5, {
    activity: "code_review",
    probe: "review.by_another",
    outcome: "not available",
    path: null,
    line: null,
    excerpt: "",
    reason: "Only 4 commits.",
    values: { requests: 2, own: 1, by_another: 0, pushed: 2 },
  }),
];

function show(shown = snapshot(1), rows = EVIDENCE, whole = project()) {
  server.use(
    http.get(api("corpora/main/"), () => HttpResponse.json({ name: "Main", maintained: false })),
    http.get(api("corpora/main/projects/parser/"), () => HttpResponse.json(whole)),
    http.get(api("corpora/main/projects/parser/snapshots/:number/"), ({ params }) =>
      HttpResponse.json({ ...shown, number: Number(params.number) }),
    ),
    http.get(api("corpora/main/projects/parser/snapshots/:number/evidence/"), () => HttpResponse.json(rows)),
  );
  return renderPage(<ProjectPage />, {
    path: "/corpora/main/projects/parser",
    route: "/corpora/:corpus/projects/:slug",
  });
}

it("shows what was found, not found and not visible by activity, with the suggestion beside it", async () => {
  const { container } = show();
  const testing = await screen.findByRole("region", { name: "CI-based testing" });
  const findings = within(testing).getByRole("list", { name: "Found" });
  expect(within(findings).getAllByRole("listitem")).toHaveLength(2);
  const link = within(testing).getAllByRole("link", { name: ".github/workflows/ci.yml:12–14" })[0];
  expect(link?.getAttribute("href")).toContain(`/blob/${COMMIT}/`);
  expect(within(testing).getByText(/pytest · on changes$/)).toBeTruthy();
  expect(within(testing).getByText(/not started by changes · does not count/)).toBeTruthy();
  expect(within(testing).getByRole("list", { name: "Looked for and not found" }).textContent).toBe(
    "Jenkinsfile",
  );
  expect(within(testing).getByRole("list", { name: "Not visible here" }).textContent).toBe("Runs of jobs.");
  expect(within(testing).getByText("The rules suggest yes")).toBeTruthy();
  expect(within(testing).getByText("Rests on finding 1.")).toBeTruthy();
  await expectAccessible(container);
});

it("names the commit, what was read and what could not be read", async () => {
  show();
  const commit = await screen.findByRole("link", { name: COMMIT });
  expect(commit.getAttribute("href")).toBe(`https://github.com/o/parser/commit/${COMMIT}`);
  expect(screen.getByText("40 of 1,200 files (1.6 MB), from a clone")).toBeTruthy();
  expect(screen.getByText(/with rules 1, OSS-Fuzz list of 2026-01-01/)).toBeTruthy();
  expect(screen.getByRole("cell", { name: "Line 3 is not YAML." })).toBeTruthy();
});

it("draws the history as one bar with its numbers in words", async () => {
  show();
  const bar = await screen.findByRole("list", { name: "How people's commits enter" });
  expect(
    within(bar)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual([
    "by change request: 1 (25.0 %)",
    "change request merged by its author: 1 (25.0 %)",
    "pushed: 2 (50.0 %)",
  ]);
});

it("shows the profile alone while suggestions are hidden, and asks for no evidence", async () => {
  const hidden = "Hidden while you code round 1 of “Quality”.";
  const shown = snapshot(1, { hidden });
  for (const activity of shown.activities) Object.assign(activity, { suggestion: null, reason: "" });
  const { container } = show(shown);
  server.use(
    http.get(api("corpora/main/projects/parser/snapshots/1/evidence/"), () => {
      throw new Error("The evidence was loaded.");
    }),
  );
  expect(await screen.findByText(hidden)).toBeTruthy();
  expect(screen.getByRole("heading", { level: 2, name: "Parser" })).toBeTruthy();
  expect(screen.queryByText(/suggest yes/)).toBeNull();
  expect(screen.queryByRole("region", { name: "CI-based testing" })).toBeNull();
  await expectAccessible(container);
});

it("shows the newest snapshot and another one on request", async () => {
  const snapshots = [brief(1, { rules: "1" }), brief(2, { rules: "2" })];
  show(snapshot(1), EVIDENCE, project({ snapshots }));
  const choice = await screen.findByRole<HTMLInputElement>("combobox", { name: "Snapshot" });
  expect(choice.value).toBe("2: 0123456789ab, 15 Jan 2026, rules 2");
  await userEvent.click(choice);
  await userEvent.click(await screen.findByRole("option", { name: /^1:/, hidden: true }));
  expect(choice.value).toBe("1: 0123456789ab, 15 Jan 2026, rules 1");
});

it("says that a project is not inspected", async () => {
  const { container } = show(snapshot(1), [], project({ snapshots: [] }));
  expect(await screen.findByText("This project is not inspected yet")).toBeTruthy();
  await expectAccessible(container);
});
