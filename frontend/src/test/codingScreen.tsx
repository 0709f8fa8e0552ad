import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import type { CodingUnit, Worklist, WorklistUnit } from "../features/code/api";
import { CodePage } from "../features/code/CodePage";
import { type CodingDraft, EMPTY_DRAFT } from "../features/code/state/draft";
import * as fixtures from "./fixtures";
import { renderPage } from "./render";
import { api, server } from "./server";

export const UNIT = "studies/:study/rounds/1/units/:unit/";

const listed = (number: number): WorklistUnit => ({
  number,
  title: `Advisory ${number}`,
  state: "not_started",
  submitted: false,
  flagged: false,
  deferred: false,
});
export const worklist: Worklist = {
  rater: "ada",
  total: 3,
  submitted: 0,
  drafts: 0,
  active_seconds: 0,
  uses: [],
  units: [1, 2, 3].map(listed),
  next: 1,
};
export const codingUnit = (number: number, changes: Partial<CodingUnit> = {}): CodingUnit => ({
  unit: fixtures.unit(number),
  state: "not_started",
  revision: 0,
  draft: null,
  coding: null,
  evidence: [],
  suggestion_shown: false,
  ...changes,
});
export const stored = (changes: Partial<CodingDraft>, revision: number): Partial<CodingUnit> => ({
  state: "draft",
  revision,
  draft: { ...EMPTY_DRAFT, ...changes, saved_at: "2026-01-01T00:00:00Z" },
});

interface Stub {
  /** What the page sent: drafts and submissions in their order. */
  sent: { path: string; body: CodingDraft & { reason?: string }; revision: string | null }[];
  /** The keys that the server has stored. */
  codeKeys: { keys: Record<string, number>; revision: number };
  /** A study per test: the last write of a page may end after the next test has begun. */
  study: number;
}

export const stub: Stub = { sent: [], codeKeys: { keys: {}, revision: 0 }, study: 0 };

/** A server that stores every draft and submission. */
export function serve(first: CodingUnit = codingUnit(1)) {
  stub.sent = [];
  stub.codeKeys = { keys: {}, revision: 0 };
  server.use(
    http.get(api("studies/:study/"), ({ params }) =>
      HttpResponse.json(fixtures.study({ slug: String(params.study) })),
    ),
    http.get(api("studies/:study/rounds/1/"), () => HttpResponse.json(fixtures.round())),
    http.get(api("studies/:study/rounds/1/worklist/"), () => HttpResponse.json(worklist)),
    http.get(api("studies/:study/codes/"), () =>
      HttpResponse.json([fixtures.code(7, "Access"), fixtures.code(8, "Leak")]),
    ),
    http.get(api("studies/:study/rounds/1/keys/"), () => HttpResponse.json(stub.codeKeys)),
    http.put(api("studies/:study/rounds/1/keys/"), async ({ request }) => {
      const { keys } = (await request.json()) as { keys: Record<string, number> };
      stub.codeKeys = { keys, revision: stub.codeKeys.revision + 1 };
      return HttpResponse.json(stub.codeKeys);
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
  stub.sent.push({ path: new URL(request.url).pathname, body, revision: request.headers.get("If-Match") });
  return body;
}

export const open = () =>
  renderPage(<CodePage />, {
    path: `/studies/s${stub.study}/rounds/1/code/1`,
    route: "/studies/:study/rounds/:round/code/:unit?",
  });
export const shown = (unit: number) =>
  screen.findByRole("article", { name: `Unit ${unit}: Advisory ${unit}` });

/** A code in the list; its name begins with its key. */
export const codeButton = (label: string) =>
  screen.getByRole("button", { name: new RegExp(`^\\d? ?${label} ?\\d*$`) });
export const memo = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Memo" });

/** Starts a test with a study of its own. */
export function begin() {
  stub.study += 1;
  serve();
}
