import { useSuspenseQuery } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { sessionQuery } from "../../api/session";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { Suspended } from "./Suspended";

function Name() {
  return <p>{useSuspenseQuery(sessionQuery).data.version}</p>;
}

const show = (onError?: () => void) =>
  renderPage(
    <Suspended onError={onError}>
      <Name />
    </Suspended>,
    { path: "/", route: "/" },
  );

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

it("shows its content when the data has arrived", async () => {
  server.use(http.get(api("session/"), () => HttpResponse.json({ version: "1.0" })));
  show();
  expect(await screen.findByText("1.0")).toBeTruthy();
});

it("shows the error of a query and tries again", async () => {
  let failed = true;
  server.use(
    http.get(api("session/"), () =>
      failed
        ? HttpResponse.json({ code: "not_ready", detail: "Not ready." }, { status: 409 })
        : HttpResponse.json({ version: "1.0" }),
    ),
  );
  const onError = vi.fn();
  show(onError);
  expect(await screen.findByText("Not ready.")).toBeTruthy();
  expect(onError).toHaveBeenCalledOnce();
  failed = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("1.0")).toBeTruthy();
});
