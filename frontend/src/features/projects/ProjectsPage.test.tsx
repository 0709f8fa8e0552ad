import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import * as fixtures from "../../test/fixtures";
import { brief } from "../../test/projects";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import type { ProjectRow } from "./api";
import { ProjectsPage } from "./ProjectsPage";

const row = (name: string, inspected: boolean): ProjectRow => ({
  slug: name.toLowerCase(),
  name,
  address: "",
  identities: [`PyPI: ${name.toLowerCase()}`],
  count: 2,
  snapshots: inspected ? 1 : 0,
  latest: inspected ? brief(1) : null,
});

function show(
  path: string,
  route: string,
  rows: ProjectRow[],
  role: "lead" | "rater" = "rater",
  kind: "projects" | "advisories" = "projects",
) {
  server.use(
    http.get(api("corpora/main/"), () => HttpResponse.json({ name: "Main", maintained: false })),
    http.get(api("studies/s/"), () => HttpResponse.json(fixtures.study({ slug: "s", roles: [role], kind }))),
    http.get(api("corpora/main/projects/"), () => HttpResponse.json(rows)),
    http.get(api("studies/s/corpus/projects/"), () => HttpResponse.json(rows)),
  );
  return renderPage(<ProjectsPage />, { path, route });
}

it("says how many projects of a study can be drawn", async () => {
  const rows = [row("Parser", true), row("Server", false), row("Tools", false)];
  const { container } = show("/studies/s/corpus", "/studies/:study/corpus", rows);
  expect(
    await screen.findByText(
      "1 of 3 projects is inspected. The sample is drawn from inspected projects only.",
    ),
  ).toBeTruthy();
  expect(screen.getAllByRole("cell", { name: "not inspected" })).toHaveLength(2);
  await expectAccessible(container);
});

it("says it in a study whose projects are all inspected", async () => {
  show("/studies/s/corpus", "/studies/:study/corpus", [row("Parser", true)]);
  expect(await screen.findByText("1 project, all inspected.")).toBeTruthy();
});

it("does not say it in a study of advisories, whose sample has others as well", async () => {
  const rows = [row("Parser", true), { ...row("Server", false), identities: ["Server"] }];
  show("/studies/s/corpus/projects", "/studies/:study/corpus/projects", rows, "rater", "advisories");
  expect(await screen.findByText("PyPI: parser")).toBeTruthy();
  expect(screen.getAllByText("Server")).toHaveLength(1); // not its name again
  expect(screen.queryByText(/inspected\./)).toBeNull();
});

it("does not say it outside a study", async () => {
  show("/corpora/main/projects", "/corpora/:corpus/projects", [row("Parser", true), row("Server", false)]);
  expect(await screen.findByRole("cell", { name: "not inspected" })).toBeTruthy();
  expect(screen.queryByText(/inspected\./)).toBeNull();
});

it("joins chosen projects, asks whose screening goes on, and undoes a decision", async () => {
  const sent: unknown[] = [];
  const undone: string[] = [];
  const decision = {
    id: 4,
    kind: "rename",
    sentence: "“A” renamed to “B”",
    project: "parser",
    reason: "Its name.",
    by: "lea",
    at: "2026-01-15T10:00:00Z",
    undone_at: null,
    undone_by: null,
  };
  server.use(
    http.get(api("studies/s/corpus/project_decisions/"), () => HttpResponse.json([decision])),
    http.post(api("studies/s/corpus/project_decisions/4/undo/"), () => {
      undone.push("4");
      return HttpResponse.json(decision);
    }),
    http.post(api("studies/s/corpus/project_decisions/join/"), async ({ request }) => {
      sent.push(await request.json());
      const refusal = { code: "choose_project", detail: "Choose the one that goes on." };
      return sent.length === 1 ? HttpResponse.json(refusal, { status: 409 }) : HttpResponse.json(decision);
    }),
  );
  const rows = [row("Parser", true), row("Server", true)];
  const { container } = show("/studies/s/corpus", "/studies/:study/corpus", rows, "lead");
  await userEvent.click(await screen.findByRole("button", { name: "Undo: “A” renamed to “B”" }));
  expect(undone).toEqual(["4"]);
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("checkbox", { name: "Choose Parser" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Choose Server" }));
  await userEvent.click(screen.getByRole("button", { name: "Join 2 projects …" }));
  await userEvent.type(await screen.findByRole("textbox", { name: "Reason" }), "The same.");
  await userEvent.click(screen.getByRole("button", { name: "Join the projects" }));
  await userEvent.click(await screen.findByRole("radio", { name: "Server" }));
  await userEvent.click(screen.getByRole("button", { name: "Join the projects" }));
  const body = { projects: ["parser", "server"], name: "Parser", reason: "The same." };
  expect(sent).toEqual([
    { ...body, keep: "" },
    { ...body, keep: "server" },
  ]);
});
