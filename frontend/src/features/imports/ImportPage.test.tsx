import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import type { ImportReport } from "./api";
import { ImportPage } from "./ImportPage";

const REPORT: ImportReport = {
  id: 7,
  source: "advisories.zip",
  kind: "files",
  format: "auto",
  project: null,
  started_at: "2026-01-15T12:00:00Z",
  finished_at: "2026-01-15T12:01:00Z",
  created: 2,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  merged: 0,
  repeated: 0,
  joined: 0,
  apart: 0,
  waiting: 0,
  matched: 0,
  not_in_corpus: 0,
  job: null,
  undone_at: null,
  undone_by: null,
  removed: 0,
  problems: [],
  remarks: [{ source: "advisories.zip/b.json", remark: "its tables have more than 50,000 cells." }],
};

const show = (report: ImportReport) => {
  server.use(http.get(api("corpora/main/imports/7/"), () => HttpResponse.json(report)));
  return renderPage(<ImportPage />, {
    path: "/corpora/main/imports/7",
    route: "/corpora/:corpus/imports/:id",
  });
};

it("lists remarks on stored records", async () => {
  const { container } = show(REPORT);
  await screen.findByText("No record was rejected.");
  const section = screen.getByRole("heading", { name: "Remarks on stored records" }).closest("section");
  const rows = within(section as HTMLElement).getAllByRole("row");
  expect(rows.map((row) => row.textContent)).toEqual([
    "SourceRemark",
    "advisories.zip/b.jsonIts tables have more than 50,000 cells.",
  ]);
  await expectAccessible(container);
});

function showUndo(undoing: object) {
  let undone = 0;
  server.use(
    http.get(api("corpora/main/imports/7/undo/"), () => HttpResponse.json(undoing)),
    http.post(api("corpora/main/imports/7/undo/"), () => {
      undone += 1;
      server.use(
        http.get(api("corpora/main/imports/7/"), () =>
          HttpResponse.json({ ...REPORT, undone_at: "2026-01-16T12:00:00Z", undone_by: "lea", removed: 2 }),
        ),
      );
      return HttpResponse.json(REPORT);
    }),
  );
  show(REPORT);
  return () => undone;
}

it("says what the undoing of an import does, and does it", async () => {
  const undone = showUndo({ refusal: "", removed: 2, changed: 1, facts: true });
  await userEvent.click(await screen.findByRole("button", { name: "Undo this import" }));
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText("2 advisories will be removed from the corpus.")).toBeTruthy();
  expect(within(dialog).getByText(/^1 advisory will be as before the import/)).toBeTruthy();
  expect(within(dialog).getByText(/^Facts of KEV and EPSS fall back/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole("button", { name: "Undo the import" }));
  expect(await screen.findByText(/^Undone by lea on .*; 2 advisories were removed\.$/)).toBeTruthy();
  expect(undone()).toBe(1);
  expect(screen.queryByRole("button", { name: "Undo this import" })).toBeNull();
});

it("says why an import cannot be undone", async () => {
  showUndo({ refusal: "1 unit of samples rests on it: GHSA-1.", removed: 2, changed: 0, facts: false });
  await userEvent.click(await screen.findByRole("button", { name: "Undo this import" }));
  expect(await screen.findByText("1 unit of samples rests on it: GHSA-1.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Undo the import" })).toBeNull();
});

it("begins the reason of a rejected record with a capital", async () => {
  show({
    ...REPORT,
    rejected: 1,
    problems: [{ source: "a.json", reason: "the file is empty." }],
  });
  expect(await screen.findByRole("cell", { name: "The file is empty." })).toBeTruthy();
});

it("names the first files of many in the heading, and all of them below", async () => {
  const source = Array.from({ length: 9 }, (_, index) => `advisories-${index}.json`).join(", ");
  const { container } = show({ ...REPORT, source });
  expect(
    await screen.findByRole("heading", {
      level: 1,
      name: "advisories-0.json, advisories-1.json, advisories-2.json and more",
    }),
  ).toBeTruthy();
  expect(screen.getByText(source)).toBeTruthy();
  await expectAccessible(container);
});

it("has no section of remarks if there is none", async () => {
  show({ ...REPORT, remarks: [] });
  await screen.findByText("No record was rejected.");
  expect(screen.queryByText("Remarks on stored records")).toBeNull();
});
