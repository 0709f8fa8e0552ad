import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import * as fixtures from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import type { CodingUnit, Worklist, WorklistUnit } from "./api";
import { CodePage } from "./CodePage";
import { type CodingDraft, EMPTY_DRAFT } from "./state/draft";

const UNIT = "studies/:study/rounds/1/units/:unit/";

const listed = (number: number): WorklistUnit => ({
  number,
  title: `Advisory ${number}`,
  state: "not_started",
  submitted: false,
  flagged: false,
  deferred: false,
});
const worklist: Worklist = {
  rater: "ada",
  total: 3,
  submitted: 0,
  drafts: 0,
  active_seconds: 0,
  uses: [],
  units: [1, 2, 3].map(listed),
  next: 1,
};
const codingUnit = (number: number, changes: Partial<CodingUnit> = {}): CodingUnit => ({
  unit: fixtures.unit(number),
  state: "not_started",
  revision: 0,
  draft: null,
  coding: null,
  ...changes,
});
const stored = (changes: Partial<CodingDraft>, revision: number): Partial<CodingUnit> => ({
  state: "draft",
  revision,
  draft: { ...EMPTY_DRAFT, ...changes, saved_at: "2026-01-01T00:00:00Z" },
});

/** What the page sent: drafts and submissions in their order. */
let sent: { path: string; body: CodingDraft & { reason?: string }; revision: string | null }[];

/** The keys that the server has stored. */
let codeKeys: { keys: Record<string, number>; revision: number };

/** A server that stores every draft and submission. */
function serve(first: CodingUnit = codingUnit(1)) {
  sent = [];
  codeKeys = { keys: {}, revision: 0 };
  server.use(
    http.get(api("studies/:study/"), ({ params }) =>
      HttpResponse.json(fixtures.study({ slug: String(params.study) })),
    ),
    http.get(api("studies/:study/rounds/1/"), () => HttpResponse.json(fixtures.round())),
    http.get(api("studies/:study/rounds/1/worklist/"), () => HttpResponse.json(worklist)),
    http.get(api("studies/:study/codes/"), () =>
      HttpResponse.json([fixtures.code(7, "Access"), fixtures.code(8, "Leak")]),
    ),
    http.get(api("studies/:study/rounds/1/keys/"), () => HttpResponse.json(codeKeys)),
    http.put(api("studies/:study/rounds/1/keys/"), async ({ request }) => {
      const { keys } = (await request.json()) as { keys: Record<string, number> };
      codeKeys = { keys, revision: codeKeys.revision + 1 };
      return HttpResponse.json(codeKeys);
    }),
    http.get(api(UNIT), ({ params }) =>
      HttpResponse.json(params.unit === "1" ? first : codingUnit(Number(params.unit))),
    ),
    http.put(api(`${UNIT}draft/`), async ({ request }) => {
      await record(request);
      return HttpResponse.json({ revision: 1, saved_at: "2026-01-01T00:00:00Z" });
    }),
    http.post(api(`${UNIT}coding/`), async ({ request }) => {
      const coding = await record(request);
      return HttpResponse.json({ ...coding, version: 1, submitted_at: "2026-01-01T00:00:00Z", next: 2 });
    }),
  );
}

async function record(request: Request) {
  const body = (await request.json()) as CodingDraft;
  sent.push({ path: new URL(request.url).pathname, body, revision: request.headers.get("If-Match") });
  return body;
}

/** A study per test: the last write of a page may end after the next test has begun. */
let study = 0;

const open = () =>
  renderPage(<CodePage />, {
    path: `/studies/s${study}/rounds/1/code/1`,
    route: "/studies/:study/rounds/:round/code/:unit?",
  });
const shown = (unit: number) => screen.findByRole("article", { name: `Unit ${unit}: Advisory ${unit}` });

/** A code in the list; its name begins with its key. */
const codeButton = (label: string) =>
  screen.getByRole("button", { name: new RegExp(`^\\d? ?${label} ?\\d*$`) });
const memo = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Memo" });

beforeEach(() => {
  study += 1;
  serve();
});

describe("coding by keyboard", () => {
  it("gives a code, submits it and opens the next unit", async () => {
    const { container } = open();
    await shown(1);
    await expectAccessible(container);
    await userEvent.keyboard("1");
    const chosen = screen.getByRole("list", { name: "Codes of this unit" });
    expect(within(chosen).getByText("Access")).toBeTruthy();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await shown(2);
    const submission = sent.find(({ path }) => path.endsWith("/units/1/coding/"));
    expect(submission?.body).toMatchObject({ codes: [7], reason: "" });
    expect(screen.getByText("1 of 3 submitted")).toBeTruthy();
  });

  it("keeps the keys of codes through reloads, folding and another order of the codes", async () => {
    const parent = fixtures.code(7, "Access");
    const child = fixtures.code(8, "Leak", { parent: 7 });
    server.use(http.get(api("studies/:study/codes/"), () => HttpResponse.json([parent, child])));
    const first = open();
    await shown(1);
    await waitFor(() => expect(codeKeys.keys).toEqual({ 1: 7, 2: 8 }));
    first.unmount();
    server.use(
      http.get(api("studies/:study/codes/"), () =>
        HttpResponse.json([fixtures.code(9, "Crash"), child, parent]),
      ),
      http.get(api("studies/:study/rounds/1/worklist/"), () =>
        HttpResponse.json({ ...worklist, uses: [{ code: 8, units: 17 }] }),
      ),
    );
    open();
    await shown(1);
    await userEvent.click(screen.getByRole("button", { name: "Fold Access" }));
    await userEvent.keyboard("2");
    const chosen = () => screen.getByRole("list", { name: "Codes of this unit" });
    expect(within(chosen()).getByText("Leak")).toBeTruthy();
    await userEvent.keyboard("1");
    expect(within(chosen()).getByText("Access")).toBeTruthy();
    await waitFor(() => expect(codeKeys.keys).toEqual({ 1: 7, 2: 8, 3: 9 }));
    await userEvent.keyboard("4");
    expect(screen.getByText("Key 4 has no code.")).toBeTruthy();
  });

  it("gives the focused code another key", async () => {
    open();
    await shown(1);
    codeButton("Access").focus();
    await userEvent.keyboard("p");
    expect(screen.getByText("Press a key from 1 to 9 for “Access”, or Esc.")).toBeTruthy();
    await userEvent.keyboard("2");
    expect(screen.getByText("Key 2 is now “Access”; “Leak” has key 1.")).toBeTruthy();
    await waitFor(() => expect(codeKeys.keys).toEqual({ 1: 8, 2: 7 }));
    await userEvent.click(screen.getByRole("button", { name: "Give Leak a key" }));
    await userEvent.keyboard("{Escape}1");
    const chosen = screen.getByRole("list", { name: "Codes of this unit" });
    expect(within(chosen).getByText("Leak")).toBeTruthy();
  });

  it("does not submit a unit without a code", async () => {
    open();
    await shown(1);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(screen.getByText("Choose a code first.")).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it("undoes the last change", async () => {
    open();
    await shown(1);
    await userEvent.keyboard("2u");
    expect(screen.getByText("No code yet.")).toBeTruthy();
  });
});

it("saves a memo while it is typed", async () => {
  open();
  await shown(1);
  await userEvent.type(memo(), "why");
  await waitFor(
    () => expect(sent.map(({ body, revision }) => [body.memo, revision])).toEqual([["why", '"0"']]),
    {
      timeout: 3_000,
    },
  );
  expect(await screen.findAllByText("Saved")).toBeTruthy();
});

describe("a draft that another window changed", () => {
  const refuse = () =>
    server.use(
      http.put(
        api(`${UNIT}draft/`),
        () =>
          HttpResponse.json(
            {
              code: "stale_write",
              detail: "Changed in another window.",
              current: { revision: 3, draft: { ...EMPTY_DRAFT, memo: "theirs" } },
            },
            { status: 412 },
          ),
        { once: true },
      ),
    );

  it("shows both versions, blocks the submission, and keeps the chosen one", async () => {
    refuse();
    const { container } = open();
    await shown(1);
    await userEvent.keyboard("1");
    await userEvent.type(memo(), "mine");
    expect(await screen.findByText("Memo: theirs", {}, { timeout: 3_000 })).toBeTruthy();
    expect(screen.getByText("Memo: mine")).toBeTruthy();
    expect(screen.getByText("Choose one of the two versions first.")).toBeTruthy();
    await expectAccessible(container);
    await userEvent.click(screen.getByRole("button", { name: "Keep this version" }));
    await waitFor(() => expect(screen.queryByText("Memo: theirs")).toBeNull());
    expect(sent.map(({ body, revision }) => [body.memo, revision])).toEqual([["mine", '"3"']]);
  });

  it("shows the stored version when it is chosen", async () => {
    refuse();
    open();
    await shown(1);
    await userEvent.type(memo(), "mine");
    await screen.findByText("Memo: theirs", {}, { timeout: 3_000 });
    await userEvent.click(screen.getByRole("button", { name: "Keep the other version" }));
    expect(memo().value).toBe("theirs");
  });
});

it("stores a draft in this browser while the server cannot be reached", async () => {
  server.use(http.put(api(`${UNIT}draft/`), () => HttpResponse.error()));
  const { unmount } = open();
  await shown(1);
  await userEvent.type(memo(), "offline");
  expect(await screen.findAllByText(/draft stored in this browser/, {}, { timeout: 3_000 })).toBeTruthy();
  unmount();
  open();
  await shown(1);
  expect(memo().value).toBe("offline");
});

it("keeps a changed key in this browser while the server cannot be reached", async () => {
  codeKeys = { keys: { 1: 7, 2: 8 }, revision: 1 };
  const unreachable = http.put(api("studies/:study/rounds/1/keys/"), () => HttpResponse.error());
  server.use(unreachable);
  const { unmount } = open();
  await shown(1);
  await userEvent.click(screen.getByRole("button", { name: "Give Access a key" }));
  await userEvent.keyboard("5");
  unmount();
  server.resetHandlers();
  serve();
  codeKeys = { keys: { 1: 7, 2: 8 }, revision: 1 };
  open();
  await shown(1);
  expect(codeButton("Access").getAttribute("aria-keyshortcuts")).toBe("5");
  await waitFor(() => expect(codeKeys).toEqual({ keys: { 2: 8, 5: 7 }, revision: 2 }));
});

it("takes the keys of another window that stored them first", async () => {
  server.use(
    http.put(api("studies/:study/rounds/1/keys/"), () =>
      HttpResponse.json(
        { code: "stale_write", detail: "Changed.", current: { keys: { 6: 7, 2: 8 }, revision: 3 } },
        { status: 412 },
      ),
    ),
  );
  open();
  await shown(1);
  await waitFor(() => expect(codeButton("Access").getAttribute("aria-keyshortcuts")).toBe("6"));
});

it("keeps a draft in this browser and says that it tries again while the database is away", async () => {
  const away = { code: "database_away", detail: "The database cannot be reached." };
  server.use(http.put(api(`${UNIT}draft/`), () => HttpResponse.json(away, { status: 503 })));
  open();
  await shown(1);
  await userEvent.type(memo(), "typed");
  expect(
    await screen.findAllByText(/stored in this browser\. Trying again/, {}, { timeout: 3_000 }),
  ).toBeTruthy();
  expect(memo().value).toBe("typed");
});

it("reports a submission that did not reach the server, and sends it again under the same key", async () => {
  const keys: (string | null)[] = [];
  server.use(
    http.post(api(`${UNIT}coding/`), ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return HttpResponse.error();
    }),
  );
  open();
  await shown(1);
  await userEvent.keyboard("1{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Not submitted yet")).toBeTruthy();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[0]).toBe(keys[1]);
});

describe("a submitted unit", () => {
  const coding = {
    ...EMPTY_DRAFT,
    codes: [8],
    version: 1,
    reason: "",
    active_seconds: 5,
    submitted_at: "2026-01-01T00:00:00Z",
  };

  it("is shown read-only and changes only with a reason", async () => {
    serve(codingUnit(1, { state: "submitted", coding }));
    const { container } = open();
    await shown(1);
    await expectAccessible(container);
    await userEvent.click(screen.getByRole("button", { name: "Change coding" }));
    expect(screen.getByText("Give a reason for the change first.")).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/Reason for the change/), "misread");
    await userEvent.click(screen.getByRole("button", { name: /Submit change/ }));
    await shown(2);
    expect(sent.at(-1)?.body).toMatchObject({ codes: [8], reason: "misread" });
  });

  it("saves drafts again after an edit was cancelled", async () => {
    serve(codingUnit(1, { ...stored({ codes: [8] }, 1), coding }));
    server.use(http.delete(api(`${UNIT}draft/`), () => HttpResponse.json(null)));
    open();
    await shown(1);
    await userEvent.click(screen.getByRole("button", { name: "Discard change" }));
    await userEvent.click(await screen.findByRole("button", { name: "Change coding" }));
    await userEvent.type(memo(), "again");
    await waitFor(() => expect(sent.map(({ body }) => body.memo)).toEqual(["again"]), { timeout: 3_000 });
  });
});

it("names the raters to a member who does not rate", async () => {
  const lea = fixtures.study({ me: "lea", slug: `s${study}` });
  server.use(http.get(api("studies/:study/"), () => HttpResponse.json(lea)));
  const { container } = open();
  expect(await screen.findByText(/ada, bo/)).toBeTruthy();
  await expectAccessible(container);
});
