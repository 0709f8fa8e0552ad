import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { get, remove } from "../api/client";
import { expectAccessible } from "../test/axe";
import { renderPage } from "../test/render";
import { api, server } from "../test/server";
import { OtherPerson } from "./OtherPerson";

it("says who is signed in now, keeps what is typed, and goes when the owner is back", async () => {
  let signedIn = "rosa";
  server.use(
    http.get(api("session/"), ({ request }) => {
      const expected = request.headers.get("Intercoder-User") ?? signedIn;
      const refusal = { code: "other_person", detail: `“${signedIn}” is signed in now.` };
      return expected === signedIn
        ? HttpResponse.json({ user: { username: signedIn }, version: "0" })
        : HttpResponse.json(refusal, { status: 409 });
    }),
    http.delete(api("tokens/:token/"), () =>
      HttpResponse.json({ code: "other_person", detail: "“rolf” is signed in now." }, { status: 409 }),
    ),
  );
  // Whoever an earlier test signed in is no longer the person of the page.
  const rosa = { user: { username: signedIn }, version: "0" };
  server.use(http.get(api("session/"), () => HttpResponse.json(rosa), { once: true }));
  await get("/session/");
  const page = (
    <main>
      <OtherPerson />
      <input aria-label="Memo" />
    </main>
  );
  const { container } = renderPage(page, { path: "/", route: "/" });
  await userEvent.type(screen.getByLabelText("Memo"), "typed by Rosa");
  expect(screen.queryByRole("alert")).toBeNull();
  signedIn = "rolf";
  await act(() => remove("/tokens/{token}/", { params: { path: { token: 1 } } }).catch(() => null));
  expect(screen.getByRole("alert").textContent).toContain("“rolf” is signed in now.");
  expect(screen.getByRole("alert").textContent).toContain("kept in this browser for “rosa”");
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByRole("alert")).toBeTruthy();
  signedIn = "rosa";
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect(screen.getByLabelText<HTMLInputElement>("Memo").value).toBe("typed by Rosa");
});
