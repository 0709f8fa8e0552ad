import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { ImportsPage } from "./ImportsPage";
import { texts } from "./texts";

const DAILY = {
  id: 3,
  source: "GitHub (type reviewed, ecosystem pip)",
  created_by: "lea",
  created_at: "2026-01-15T12:00:00Z",
  next_at: "2026-01-16T12:00:00Z",
  last_import: 7,
  last_state: "done",
  last_message: "5 records read, 0 rejected",
};
const DAYS = [{ day: "2026-01-15", created: 5, updated: 1, merged: 0, rejected: 2 }];
const NO_PAGE = { results: [], next: null, previous: null };

function open(path: string, route: string) {
  const asked: [string, unknown][] = [];
  let daily = [DAILY];
  server.use(
    http.get(api("studies/s/"), () => HttpResponse.json({ roles: ["lead"] })),
    http.get(api("corpora/all/"), () => HttpResponse.json({ slug: "all", name: "All", maintained: true })),
    http.get(api("*/imports/"), () => HttpResponse.json(NO_PAGE)),
    http.get(api("*/imports/live/"), () =>
      HttpResponse.json([{ source: "github", address: "https://api.github.com", token: true }]),
    ),
    http.get(api("corpora/all/imports/daily/"), () => HttpResponse.json({ daily, days: DAYS })),
    http.post(api("corpora/all/imports/:what/"), async ({ request, params }) => {
      asked.push([String(params.what), await request.json()]);
      return HttpResponse.json({ ...DAILY, id: 9 }, { status: 201 });
    }),
    http.post(api("corpora/all/imports/daily/3/stop/"), () => {
      daily = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return { asked, ...renderPage(<ImportsPage />, { path, route }) };
}

it("lists what is repeated and what changed each day, and stops it", async () => {
  const { container } = open("/corpora/all/imports", "/corpora/:corpus/imports");
  expect(await screen.findByText(DAILY.source)).toBeTruthy();
  const cells = within(screen.getByRole("row", { name: /2026-01-15/ })).getAllByRole("cell");
  expect(cells.map((cell) => cell.textContent)).toEqual(["2026-01-15", "5", "1", "0", "2"]);
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("button", { name: texts.daily.stopThis(DAILY.source) }));
  expect(await screen.findByText(texts.daily.none)).toBeTruthy();
});

it("repeats an import every day if the box is ticked, else imports once", async () => {
  const { asked } = open("/corpora/all/imports", "/corpora/:corpus/imports");
  await userEvent.click(await screen.findByRole("checkbox", { name: texts.daily.repeat }));
  await userEvent.click(screen.getByRole("button", { name: texts.live.importGitHub }));
  await waitFor(() => expect(asked).toEqual([["daily", { source: "github", github: { type: "reviewed" } }]]));
  expect(await screen.findByText("Another page")).toBeTruthy();
});

it("does not offer to repeat an import into the corpus of a study", async () => {
  open("/studies/s/corpus/imports", "/studies/:study/corpus/imports");
  expect(await screen.findByRole("button", { name: texts.live.importGitHub })).toBeTruthy();
  expect(screen.queryByRole("checkbox", { name: texts.daily.repeat })).toBeNull();
  expect(screen.queryByText(texts.daily.title)).toBeNull();
});
