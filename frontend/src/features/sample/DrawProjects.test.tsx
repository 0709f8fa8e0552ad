import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import * as fixtures from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { SamplePage } from "./SamplePage";

const plan = (sampled: number) => ({
  method: "all",
  population: sampled,
  sampled,
  seed: null,
  stratified_by: "",
  strata: [],
});

function show(preview: (body: Record<string, unknown>) => Response) {
  const drawn: Record<string, unknown>[] = [];
  const study = fixtures.study({ kind: "projects", roles: ["lead"], units: 0, round_list: [] });
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(study)),
    http.get(api("corpora/"), () => HttpResponse.json([{ slug: "github", name: "GitHub" }])),
    http.get(api("studies/"), () =>
      HttpResponse.json([study, fixtures.study({ slug: "first", title: "First question" })]),
    ),
    http.get(api("studies/ml/units/"), () => HttpResponse.json([])),
    http.post(api("studies/ml/sample/preview/"), async ({ request }) =>
      preview((await request.json()) as Record<string, unknown>),
    ),
    http.post(api("studies/ml/units/"), async ({ request }) => {
      drawn.push((await request.json()) as Record<string, unknown>);
      return HttpResponse.json({ units: 4, sampling_description: "All.", plan: plan(4) }, { status: 201 });
    }),
  );
  const { container } = renderPage(<SamplePage />, {
    path: "/studies/ml/sample",
    route: "/studies/:study/sample",
  });
  return { drawn, container };
}

it("draws the inspected projects of another study, and shows their number before", async () => {
  const { drawn, container } = show((body) => HttpResponse.json(plan(body.from_study === "first" ? 4 : 9)));
  expect(await screen.findByRole("button", { name: "Draw 9 projects" })).toBeTruthy();
  expect(screen.queryByText("Severity")).toBeNull();
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("radio", { name: "The projects of another study of yours" }));
  await userEvent.click(screen.getByRole("combobox", { name: /^Study/ }));
  await userEvent.click(await screen.findByRole("option", { name: "First question", hidden: true }));
  await userEvent.click(await screen.findByRole("button", { name: "Draw 4 projects" }));
  await waitFor(() => expect(drawn).toHaveLength(1));
  expect(drawn[0]).toMatchObject({ corpus: "own", from_study: "first", size: null });
  expect(drawn[0]).not.toHaveProperty("filter");
});

it("draws projects of a shared corpus", async () => {
  const { drawn } = show(() => HttpResponse.json(plan(9)));
  await userEvent.click(await screen.findByRole("combobox", { name: "Sample from" }));
  await userEvent.click(await screen.findByRole("option", { name: "GitHub (shared)", hidden: true }));
  await userEvent.click(await screen.findByRole("button", { name: "Draw 9 projects" }));
  await waitFor(() => expect(drawn[0]).toMatchObject({ corpus: "github" }));
});

it("says why nothing can be drawn", async () => {
  show(() =>
    HttpResponse.json(
      { code: "bad_input", detail: "No project matches. Inspect projects first.", fields: {} },
      { status: 400 },
    ),
  );
  expect(await screen.findByText("No project matches. Inspect projects first.")).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Draw the projects" }).disabled).toBe(true);
  expect(screen.getByRole("link", { name: "Inspect projects" })).toBeTruthy();
});

it("names the projects that were inspected again after the draw", async () => {
  const study = fixtures.study({ kind: "projects", roles: ["rater"], units: 2 });
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(study)),
    http.get(api("studies/ml/units/"), () => HttpResponse.json([])),
    http.get(api("studies/ml/sample/"), () =>
      HttpResponse.json({
        units: 2,
        sampling_description: "All.",
        plan: plan(2),
        newer_snapshots: [{ unit: 2, project: "Serve", slug: "serve", snapshot: 3, corpus: "own" }],
      }),
    ),
  );
  const { container } = renderPage(<SamplePage />, {
    path: "/studies/ml/sample",
    route: "/studies/:study/sample",
  });
  expect(await screen.findByText("1 project with a newer snapshot")).toBeTruthy();
  expect(screen.getByText("The units keep the snapshots that were drawn.")).toBeTruthy();
  const link = screen.getByRole("link", { name: "Serve, snapshot 3" });
  expect(link.getAttribute("href")).toBe("/studies/ml/corpus/projects/serve?snapshot=3");
  await expectAccessible(container);
});
