import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../test/axe";
import { renderPage } from "../test/render";
import { api, server } from "../test/server";
import { AccountNotices } from "./AccountNotices";

it("shows that an administrator set the password until the user closes it", async () => {
  let closed = false;
  const notice = { id: 3, kind: "password_set", at: "2026-11-30T12:00:00Z", closed: false };
  server.use(
    http.get(api("session/"), () =>
      HttpResponse.json({ user: null, version: "", notices: closed ? [] : [notice] }),
    ),
    http.post(api("notices/3/close/"), () => {
      closed = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { container } = renderPage(<AccountNotices />, { path: "/", route: "/" });
  expect((await screen.findByRole("alert")).textContent).toContain("An administrator set your password on");
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("button", { name: "I have read this" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});
