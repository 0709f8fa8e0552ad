import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import * as fixtures from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { SamplePage } from "./SamplePage";

const severity = { fact: "severity", label: "severity", before: "high", after: "critical" };
const withdrawn = { fact: "withdrawn", label: "withdrawn", before: "", after: "2032-01-01T00:00:00Z" };
const text = { fact: "text", label: "text", before: "", after: "" };
const unit = (number: number, refreshable: boolean, changes: object[]) => ({
  number,
  identifier: `GHSA-${number}`,
  title: `Flaw ${number}`,
  refreshable,
  changes,
});
const first = unit(1, false, [severity, text]);
const second = unit(2, true, [withdrawn]);
const facts = [
  { fact: "severity", label: "severity", units: 1 },
  { fact: "withdrawn", label: "withdrawn", units: 1 },
];

function show(roles: ("lead" | "rater")[], changed = 2) {
  const refreshed: unknown[] = [];
  const study = fixtures.study({ roles, units: 3 });
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(study)),
    http.get(api("studies/ml/units/"), () => HttpResponse.json([])),
    http.get(api("studies/ml/sample/"), () =>
      HttpResponse.json({
        units: 3,
        sampling_description: "All.",
        plan: { strata: [] },
        newer_snapshots: [],
      }),
    ),
    http.get(api("studies/ml/sample/changes/"), ({ request }) => {
      const fact = new URL(request.url).searchParams.get("fact");
      const all = changed ? [first, second] : [];
      const units = fact
        ? all.filter((row) => row.changes.some((one) => "fact" in one && one.fact === fact))
        : all;
      return HttpResponse.json({ checked: 3, changed, facts, matching: units.length, units });
    }),
    http.post(api("studies/ml/units/refresh/"), async ({ request }) => {
      refreshed.push(await request.json());
      return HttpResponse.json({ checked: 3, changed: 0, facts: [], matching: 0, units: [] });
    }),
  );
  const { container } = renderPage(<SamplePage />, {
    path: "/studies/ml/sample",
    route: "/studies/:study/sample",
  });
  return { refreshed, container };
}

it("says what differs since the sample and filters by fact", async () => {
  const { container } = show(["lead"]);
  expect(await screen.findByText(/2 units differ from the corpus of today/)).toBeTruthy();
  const table = screen.getByRole("table");
  expect(within(table).getByText("severity high → critical")).toBeTruthy();
  expect(within(table).getByText("withdrawn since 2032-01-01")).toBeTruthy();
  expect(within(table).getByText("other text")).toBeTruthy();
  await expectAccessible(container);
  await userEvent.selectOptions(screen.getByLabelText("Show units that differ in"), "withdrawn");
  await waitFor(() => expect(screen.queryByText("severity high → critical")).toBeNull());
  expect(screen.getByText("withdrawn since 2032-01-01")).toBeTruthy();
});

it("refreshes only units on which no round has opened", async () => {
  const { refreshed } = show(["lead"]);
  await screen.findByText("withdrawn since 2032-01-01");
  expect(screen.queryByLabelText("Select unit 1")).toBeNull();
  await userEvent.click(screen.getByLabelText("Select unit 2"));
  await userEvent.click(screen.getByRole("button", { name: "Refresh the facts of 1 unit" }));
  await waitFor(() => expect(refreshed).toEqual([{ units: [2] }]));
});

it("says that nothing differs", async () => {
  show(["lead"], 0);
  expect(await screen.findByText("Facts and texts of the units are as they were drawn.")).toBeTruthy();
});

it("hides the differences from raters", async () => {
  show(["rater"]);
  await screen.findByText("Sample", { selector: "h1" });
  expect(screen.queryByText("Since the sample")).toBeNull();
});
