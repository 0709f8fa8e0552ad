import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { begin, codeButton, open, serve, shown, stub, worklist } from "../../test/codingScreen";
import * as fixtures from "../../test/fixtures";
import { api, server } from "../../test/server";

beforeEach(begin);

it("keeps the keys of codes through reloads, folding and another order of the codes", async () => {
  const parent = fixtures.code(7, "Access");
  const child = fixtures.code(8, "Leak", { parent: 7 });
  server.use(http.get(api("studies/:study/codes/"), () => HttpResponse.json([parent, child])));
  const first = open();
  await shown(1);
  await waitFor(() => expect(stub.codeKeys.keys).toEqual({ 1: 7, 2: 8 }));
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
  await waitFor(() => expect(stub.codeKeys.keys).toEqual({ 1: 7, 2: 8, 3: 9 }));
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
  await waitFor(() => expect(stub.codeKeys.keys).toEqual({ 1: 8, 2: 7 }));
  await userEvent.click(screen.getByRole("button", { name: "Give Leak a key" }));
  await userEvent.keyboard("{Escape}1");
  const chosen = screen.getByRole("list", { name: "Codes of this unit" });
  expect(within(chosen).getByText("Leak")).toBeTruthy();
});

it("keeps a changed key in this browser while the server cannot be reached", async () => {
  stub.codeKeys = { keys: { 1: 7, 2: 8 }, revision: 1 };
  const unreachable = http.put(api("studies/:study/rounds/1/keys/"), () => HttpResponse.error());
  server.use(unreachable);
  const { unmount } = open();
  await shown(1);
  await userEvent.click(screen.getByRole("button", { name: "Give Access a key" }));
  await userEvent.keyboard("5");
  unmount();
  server.resetHandlers();
  serve();
  stub.codeKeys = { keys: { 1: 7, 2: 8 }, revision: 1 };
  open();
  await shown(1);
  expect(codeButton("Access").getAttribute("aria-keyshortcuts")).toBe("5");
  await waitFor(() => expect(stub.codeKeys).toEqual({ keys: { 2: 8, 5: 7 }, revision: 2 }));
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
