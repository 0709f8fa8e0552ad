import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import * as fixtures from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import type { Matching, Pair, PrivateCode } from "./api";
import { MatchPage } from "./MatchPage";

const PATH = "studies/:study/rounds/1/matching/";

const privateCode = (id: number, label: string, count: number): PrivateCode => ({
  id,
  label,
  count,
  definition: "",
  colour: "#777777",
  quotes: [],
});
const agreement = {
  primary: "cohen_kappa",
  value: 0.5,
  low: 0.3,
  high: 0.7,
  undefined: null,
  percent_agreement: 0.8,
};
const empty: Matching = {
  revision: 0,
  confirmed_at: null,
  confirmed_by: null,
  raters: [
    { name: "ada", codes: [privateCode(1, "Access", 9), privateCode(2, "Leak", 4)] },
    { name: "bo", codes: [privateCode(11, "Gets in", 8), privateCode(12, "Spill", 3)] },
  ],
  pairs: [],
  suggestions: [
    { code: 1, label: "Access", reason: "" },
    { code: 11, label: "Access", reason: "both gave it to 7 units" },
  ],
  shared: [],
  agreement: { before: agreement, after: agreement },
  table: [],
};

/** The pairs of each write, with the revision that they are based on. */
let sent: { pairs: Pair[]; revision: string | null }[];

function serve(matching: Matching) {
  sent = [];
  const study = fixtures.study({ me: "lea", roles: ["lead"] });
  const round = fixtures.round({ style: "open", state: "closed", sealed: false });
  let stored = matching;
  server.use(
    http.get(api("studies/:study/"), () => HttpResponse.json(study)),
    http.get(api("studies/:study/rounds/1/"), () => HttpResponse.json(round)),
    http.get(api(PATH), () => HttpResponse.json(stored)),
    http.put(api(PATH), async ({ request }) => {
      const { pairs } = (await request.json()) as { pairs: Pair[] };
      sent.push({ pairs, revision: request.headers.get("If-Match") });
      stored = {
        ...stored,
        revision: stored.revision + 1,
        pairs: pairs.map((pair) => ({ ...pair, by: "lea" })),
      };
      return HttpResponse.json(stored);
    }),
    http.post(api(`${PATH}confirm/`), async ({ request }) => {
      expect(await request.json()).toEqual({ confirm: "confirm" });
      stored = { ...stored, confirmed_at: "2026-01-01T00:00:00Z", confirmed_by: "lea" };
      return HttpResponse.json(stored);
    }),
  );
}

const open = () =>
  renderPage(<MatchPage />, {
    path: "/studies/ml/rounds/1/match",
    route: "/studies/:study/rounds/:round/match",
  });
const section = async (name: string) => within(await screen.findByRole("region", { name }));
const labels = () => sent.map(({ pairs }) => pairs.map(({ code, label }) => `${code} ${label}`));

beforeEach(() => serve(empty));

describe("matching", () => {
  it("accepts a suggestion by key, and undoes it", async () => {
    const { container } = open();
    await section("Suggested");
    await expectAccessible(container);
    await userEvent.keyboard("a");
    expect((await section("Matched")).getByText("Access", { selector: "p" })).toBeTruthy();
    await waitFor(() => expect(labels()).toEqual([["1 Access", "11 Access"]]));
    await userEvent.keyboard("u");
    await waitFor(() => expect(labels().at(-1)).toEqual([]));
    expect(sent.map(({ revision }) => revision)).toEqual(['"0"', '"1"']);
  });

  it("matches selected codes under the label of the more used one", async () => {
    const { container } = open();
    await userEvent.click(await screen.findByRole("button", { name: /^ada: Leak/ }));
    await userEvent.click(screen.getByRole("button", { name: /^bo: Spill/ }));
    await expectAccessible(container);
    await userEvent.keyboard("m");
    await waitFor(() => expect(labels()).toEqual([["2 Leak", "12 Leak"]]));
    expect(screen.queryByRole("form", { name: "Match selected codes" })).toBeNull();
  });

  it("sends changes one after the other, each based on the one before", async () => {
    open();
    await section("Suggested");
    await userEvent.keyboard("a");
    await userEvent.click(screen.getByRole("button", { name: "Keep their own labels" }));
    await waitFor(() => expect(sent.at(-1)?.pairs).toHaveLength(4));
    expect(sent.map(({ revision }) => revision)).toEqual(sent.map((_, index) => `"${index}"`));
  });
});

it("loads the matching that another member changed", async () => {
  open();
  await section("Suggested");
  server.use(
    http.put(
      api(PATH),
      () => HttpResponse.json({ code: "stale_write", detail: "Changed.", current: {} }, { status: 412 }),
      { once: true },
    ),
  );
  await userEvent.keyboard("a");
  await userEvent.click(await screen.findByRole("button", { name: "Load newer matching" }));
  await waitFor(() => expect(screen.queryByText("The matching was changed by someone else")).toBeNull());
  expect((await section("Matched")).queryByRole("listitem")).toBeNull();
});

describe("confirming", () => {
  const pairs = [1, 2, 11, 12].map((code) => ({ code, label: "Access", reason: "", by: "lea" }));

  it("is possible once every code has a shared code, and by the typed word", async () => {
    serve({ ...empty, pairs });
    const { container } = open();
    await userEvent.click(await screen.findByRole("button", { name: /^Confirm the matching/ }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByRole("textbox"), "confirm{Enter}");
    expect(await screen.findByText(/by lea/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    await expectAccessible(container);
  });

  it("is blocked while a code has none", async () => {
    open();
    const button = await screen.findByRole<HTMLButtonElement>("button", { name: /^Confirm the matching/ });
    expect(button.disabled).toBe(true);
    expect(screen.getByText("Codes without a shared code: 4")).toBeTruthy();
  });
});
