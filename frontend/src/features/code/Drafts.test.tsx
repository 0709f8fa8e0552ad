import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { begin, memo, open, shown, stub, UNIT } from "../../test/codingScreen";
import { api, server } from "../../test/server";
import { EMPTY_DRAFT } from "./state/draft";

beforeEach(begin);

it("saves a memo while it is typed", async () => {
  open();
  await shown(1);
  await userEvent.type(memo(), "why");
  await waitFor(
    () => expect(stub.sent.map(({ body, revision }) => [body.memo, revision])).toEqual([["why", '"0"']]),
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
    expect(stub.sent.map(({ body, revision }) => [body.memo, revision])).toEqual([["mine", '"3"']]);
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

it("keeps a draft in this browser and says that it tries again while the database is unreachable", async () => {
  const unreachable = { code: "database_unavailable", detail: "The database cannot be reached." };
  server.use(http.put(api(`${UNIT}draft/`), () => HttpResponse.json(unreachable, { status: 503 })));
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
