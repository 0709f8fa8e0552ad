import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { Decision, DisagreementBrief } from "../../api/answers";
import { expectAccessible } from "../../test/axe";
import * as fixtures from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { AdjudicatePage } from "./AdjudicatePage";
import type { Disagreement, RaterCoding } from "./api";

const access = { id: 7, label: "Access", colour: "#777777" };
const leak = { id: 8, label: "Leak", colour: "#777777" };

const coding = (rater: string, code: typeof access): RaterCoding => ({
  rater,
  codes: [code],
  merged_codes: [code],
  unclear: [],
  private_codes: [],
  memo: "",
  certainty: "certain",
  no_code_reason: "",
  flagged_for_discussion: false,
  segments: [],
});
const decision = (changes: Partial<Decision> = {}): Decision => ({
  codes: [leak],
  merged_codes: [leak],
  unclear: [],
  no_code_reason: "",
  method: "final_rater",
  by: "cleo",
  reason: "It left.",
  has_reason: true,
  decided_at: "2026-01-01T00:00:00Z",
  ...changes,
});
const disagreement = (number: number, changes: Partial<Disagreement> = {}) =>
  ({
    unit: fixtures.unit(number),
    kind: "different",
    status: "open",
    codings: [coding("ada", access), coding("bo", leak)],
    decision: null,
    version: 0,
    awaiting_response: [],
    without_position: [],
    reasons: [],
    ...changes,
  }) as Disagreement;
const brief = ({ unit, ...rest }: Disagreement) =>
  ({ ...rest, unit: unit.number, identifier: unit.identifier, title: unit.title }) as DisagreementBrief;

/** The decisions that the page sent, with the version that they are based on. */
let sent: { body: Record<string, unknown>; version: string | null }[];

/** A server with two disagreements, seen by the final rater. */
function serve(first: Disagreement, me = "cleo", roles: ("adjudicator" | "rater")[] = ["adjudicator"]) {
  const units = new Map([
    [1, first],
    [2, disagreement(2)],
  ]);
  sent = [];
  const round = fixtures.round({ state: "closed", sealed: false });
  server.use(
    http.get(api("studies/:study/"), () => HttpResponse.json(fixtures.study({ me, roles }))),
    http.get(api("studies/:study/rounds/1/"), () => HttpResponse.json(round)),
    http.get(api("studies/:study/codes/"), () =>
      HttpResponse.json([fixtures.code(7, "Access"), fixtures.code(8, "Leak")]),
    ),
    http.get(api("studies/:study/rounds/1/disagreements/"), () =>
      HttpResponse.json([...units.values()].map(brief)),
    ),
    http.get(api("studies/:study/rounds/1/disagreements/:unit/"), ({ params }) =>
      HttpResponse.json(units.get(Number(params.unit))),
    ),
    http.get(api("studies/:study/rounds/1/disagreements/:unit/comments/"), () => HttpResponse.json([])),
    http.get(api("studies/:study/rounds/1/decisions/final_rater/"), () =>
      HttpResponse.json({
        will_decide: 0,
        not_coded: 0,
        no_code: 0,
        position_changed: 0,
        code_retired: 0,
        awaiting_response: 0,
      }),
    ),
    http.post(api("studies/:study/rounds/1/decisions/"), async ({ request }) => {
      const body = (await request.json()) as Pick<Decision, "reason" | "no_code_reason"> & {
        unit: number;
        codes: number[];
      };
      sent.push({ body, version: request.headers.get("If-Match") });
      const codes = [access, leak].filter(({ id }) => body.codes.includes(id));
      const { reason, no_code_reason } = body;
      const decided = disagreement(body.unit, {
        decision: decision({ codes, merged_codes: codes, reason, no_code_reason }),
        version: 9,
      });
      units.set(body.unit, decided);
      return HttpResponse.json(decided, { status: 201 });
    }),
  );
}

const open = () =>
  renderPage(<AdjudicatePage />, {
    path: "/studies/ml/rounds/1/adjudicate/1",
    route: "/studies/:study/rounds/:round/adjudicate/:unit?",
  });
const shown = (unit: number) => screen.findByRole("article", { name: `Unit ${unit}: Advisory ${unit}` });
const form = () => within(screen.getByRole("form", { name: "Decision" }));

beforeEach(() => serve(disagreement(1)));

describe("deciding", () => {
  it("chooses a rater's codes by key, and opens the next undecided unit", async () => {
    const { container } = open();
    await shown(1);
    await expectAccessible(container);
    await userEvent.keyboard("{ArrowRight}");
    expect(form().getByText("Leak")).toBeTruthy();
    await userEvent.type(screen.getByLabelText("Reason"), "It left.{Enter}");
    await shown(2);
    expect(sent).toEqual([
      {
        body: {
          unit: 1,
          codes: [8],
          unclear: [],
          no_code_reason: "",
          method: "final_rater",
          reason: "It left.",
        },
        version: '"0"',
      },
    ]);
    expect(screen.getByText("1 of 2 decided")).toBeTruthy();
  });

  it("needs a code", async () => {
    open();
    await shown(1);
    expect(form().getByRole<HTMLButtonElement>("button", { name: /^Decide/ }).disabled).toBe(true);
    await userEvent.keyboard("{Enter}");
    expect(sent).toEqual([]);
  });
});

it("shows a decision that was made in the meantime, and keeps the chosen codes and reason", async () => {
  const current = disagreement(1, { decision: decision(), version: 4 });
  server.use(
    http.post(
      api("studies/:study/rounds/1/decisions/"),
      () =>
        HttpResponse.json(
          { code: "stale_write", detail: "Unit 1 was decided after you loaded it.", current },
          { status: 412 },
        ),
      { once: true },
    ),
  );
  open();
  await shown(1);
  await userEvent.keyboard("{ArrowLeft}");
  await userEvent.type(screen.getByLabelText("Reason"), "It opens.{Enter}");
  expect(await screen.findByText("Unit 1 was decided after you loaded it.")).toBeTruthy();
  expect(screen.getByText(/Decided as final rater by cleo/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Reason").value).toBe("It opens.");
  await userEvent.click(form().getByRole("button", { name: /Change the decision/ }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ body: { codes: [7], reason: "It opens." }, version: '"4"' });
});

describe("deciding without a code", () => {
  const uncoded = (rater: string, reason: "cannot_tell" | "not_applicable"): RaterCoding => ({
    ...coding(rater, access),
    codes: [],
    merged_codes: [],
    unclear: [],
    no_code_reason: reason,
  });

  it("uses a rater's answer, whatever it is, and needs a reason", async () => {
    serve(
      disagreement(1, {
        kind: "abstained",
        codings: [coding("ada", access), uncoded("bo", "not_applicable")],
      }),
    );
    const { container } = open();
    await shown(1);
    expect(screen.getByRole("button", { name: /^Use bo’s: not applicable/ })).toBeTruthy();
    await userEvent.keyboard("{ArrowRight}{Enter}");
    expect(screen.getByRole("button", { name: /^✓ bo’s used: not applicable/ })).toBeTruthy();
    expect(screen.getByText("Enter as the reason why no consequence applies.")).toBeTruthy();
    await expectAccessible(container);
    expect(sent).toEqual([]);
    await userEvent.type(screen.getByLabelText("Reason"), "Only a test.{Enter}");
    await waitFor(() =>
      expect(sent.map(({ body }) => body)).toEqual([
        {
          unit: 1,
          codes: [],
          no_code_reason: "not_applicable",
          unclear: [],
          method: "final_rater",
          reason: "Only a test.",
        },
      ]),
    );
  });

  it.each([
    ["n", "not applicable"],
    ["0", "not applicable"],
    ["t", "cannot tell"],
  ])("is chosen with the key %s, and replaces chosen codes", async (key, answer) => {
    open();
    await shown(1);
    await userEvent.keyboard(`{ArrowLeft}${key}`);
    expect(form().getByText(answer)).toBeTruthy();
    expect(form().queryByText("Access")).toBeNull();
    await userEvent.keyboard("{ArrowLeft}");
    expect(form().queryByText(answer)).toBeNull();
    expect(form().getByText("Access")).toBeTruthy();
  });

  it("is shown as the current decision", async () => {
    const decided = decision({
      codes: [],
      merged_codes: [],
      unclear: [],
      no_code_reason: "cannot_tell",
      reason: "Too short.",
    });
    serve(disagreement(1, { decision: decided }));
    open();
    await shown(1);
    expect(screen.getByRole("group", { name: "Current decision" }).textContent).toContain("cannot tell");
  });
});

describe("a unit that awaits a rater's response", () => {
  const awaiting = disagreement(1, { awaiting_response: ["bo"], without_position: ["bo"] });

  it("cannot be decided by the final rater", async () => {
    serve(awaiting);
    const { container } = open();
    await shown(1);
    expect(screen.getByText("Under discussion, awaiting a response from bo.")).toBeTruthy();
    expect(screen.queryByRole("form", { name: "Decision" })).toBeNull();
    await userEvent.keyboard("{ArrowLeft}{Enter}");
    expect(sent).toEqual([]);
    await expectAccessible(container);
  });

  it("takes the position of the rater", async () => {
    serve(awaiting, "bo", ["rater"]);
    const positions: unknown[] = [];
    server.use(
      http.post(api("studies/:study/rounds/1/disagreements/1/positions/"), async ({ request }) => {
        positions.push(await request.json());
        return HttpResponse.json({ thread: [] });
      }),
    );
    const { container } = open();
    await shown(1);
    expect(screen.getByText(/Waiting for:/).textContent).toContain("you");
    await expectAccessible(container);
    await userEvent.type(screen.getByLabelText("Comment"), "I read it again.");
    await userEvent.click(screen.getByRole("button", { name: "Keep codes" }));
    await waitFor(() => expect(positions).toEqual([{ codes: null, reason: "I read it again." }]));
  });
});

it("takes a rater's position without a code", async () => {
  serve(disagreement(1, { awaiting_response: ["bo"], without_position: ["bo"] }), "bo", ["rater"]);
  const positions: unknown[] = [];
  server.use(
    http.post(api("studies/:study/rounds/1/disagreements/1/positions/"), async ({ request }) => {
      positions.push(await request.json());
      return HttpResponse.json({ thread: [] });
    }),
  );
  open();
  await shown(1);
  await userEvent.type(screen.getByLabelText("Comment"), "It says nothing.");
  await userEvent.click(screen.getByRole("combobox", { name: "Codes to change to" }));
  await userEvent.click(await screen.findByRole("option", { name: "Cannot tell" }));
  await userEvent.click(screen.getByRole("button", { name: "Change codes" }));
  await waitFor(() =>
    expect(positions).toEqual([{ codes: [], no_code_reason: "cannot_tell", reason: "It says nothing." }]),
  );
});

it("withdraws the last decision", async () => {
  serve(disagreement(1, { decision: decision(), version: 4 }));
  const withdrawn: (string | null)[] = [];
  server.use(
    http.delete(api("studies/:study/rounds/1/decisions/1/"), ({ request }) => {
      withdrawn.push(request.headers.get("If-Match"));
      return HttpResponse.json(disagreement(1, { version: 5 }));
    }),
  );
  open();
  await shown(1);
  await userEvent.keyboard("u");
  await waitFor(() => expect(withdrawn).toEqual(['"4"']));
  expect(await screen.findByText("no codes chosen yet")).toBeTruthy();
});
