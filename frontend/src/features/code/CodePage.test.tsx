import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { begin, codingUnit, memo, open, serve, shown, stored, stub, UNIT } from "../../test/codingScreen";
import * as fixtures from "../../test/fixtures";
import { api, server } from "../../test/server";
import { EMPTY_DRAFT } from "./state/draft";

beforeEach(begin);

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
    const submission = stub.sent.find(({ path }) => path.endsWith("/units/1/coding/"));
    expect(submission?.body).toMatchObject({ codes: [7], reason: "" });
    expect(screen.getByText("1 of 3 submitted")).toBeTruthy();
  });

  it("does not submit a unit without a code", async () => {
    open();
    await shown(1);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(screen.getByText("Choose a code, “cannot tell” or “not applicable” first.")).toBeTruthy();
    expect(stub.sent).toEqual([]);
  });

  it.each(["n", "0"])(
    "is not applicable with the key %s, explained and never together with cannot tell",
    async (key) => {
      open();
      await shown(1);
      await userEvent.keyboard(`1t${key}`);
      const notApplicable = screen.getByRole<HTMLInputElement>("checkbox", { name: /^Not applicable/ });
      const cannotTell = screen.getByRole<HTMLInputElement>("checkbox", { name: /^Cannot tell/ });
      expect([notApplicable.checked, cannotTell.checked]).toEqual([true, false]);
      expect(screen.getByText(/You understood the text, and no consequence applies/)).toBeTruthy();
      await userEvent.keyboard("{Control>}{Enter}{/Control}");
      await shown(2);
      const submission = stub.sent.find(({ path }) => path.endsWith("/units/1/coding/"));
      expect(submission?.body).toMatchObject({ codes: [], no_code_reason: "not_applicable" });
    },
  );

  it("undoes the last change", async () => {
    open();
    await shown(1);
    await userEvent.keyboard("2u");
    expect(screen.getByText("No code yet.")).toBeTruthy();
  });
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
    expect(stub.sent.at(-1)?.body).toMatchObject({ codes: [8], reason: "misread" });
  });

  it("saves drafts again after an edit was cancelled", async () => {
    serve(codingUnit(1, { ...stored({ codes: [8] }, 1), coding }));
    server.use(http.delete(api(`${UNIT}draft/`), () => HttpResponse.json(null)));
    open();
    await shown(1);
    await userEvent.click(screen.getByRole("button", { name: "Discard change" }));
    await userEvent.click(await screen.findByRole("button", { name: "Change coding" }));
    await userEvent.type(memo(), "again");
    await waitFor(() => expect(stub.sent.map(({ body }) => body.memo)).toEqual(["again"]), {
      timeout: 3_000,
    });
  });
});

it("names the raters to a member who does not rate", async () => {
  const lea = fixtures.study({ me: "lea", slug: `s${stub.study}` });
  server.use(http.get(api("studies/:study/"), () => HttpResponse.json(lea)));
  const { container } = open();
  expect(await screen.findByText(/ada and bo/)).toBeTruthy();
  await expectAccessible(container);
});
