import { screen } from "@testing-library/react";
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
  count: 2,
  snapshots: inspected ? 1 : 0,
  latest: inspected ? brief(1) : null,
});

function show(path: string, route: string, rows: ProjectRow[]) {
  server.use(
    http.get(api("corpora/main/"), () => HttpResponse.json({ name: "Main", maintained: false })),
    http.get(api("studies/s/"), () => HttpResponse.json(fixtures.study({ slug: "s", roles: ["rater"] }))),
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

it("does not say it outside a study", async () => {
  show("/corpora/main/projects", "/corpora/:corpus/projects", [row("Parser", true), row("Server", false)]);
  expect(await screen.findByRole("cell", { name: "not inspected" })).toBeTruthy();
  expect(screen.queryByText(/inspected\./)).toBeNull();
});
