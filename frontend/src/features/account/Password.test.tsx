import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { Password } from "./Password";

async function submit(answer: () => Response) {
  server.use(http.post(api("session/password/"), answer));
  const { container } = renderPage(<Password />, { path: "/account", route: "/account" });
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Current password"), "a wrong one");
  await user.type(screen.getByLabelText("New password"), "a long password");
  await user.click(screen.getByRole("button", { name: "Change the password" }));
  return container;
}

const refusal = (fields: Record<string, string[]>) =>
  HttpResponse.json({ code: "invalid", detail: "The request is invalid.", fields }, { status: 400 });

it("shows the errors of the server at their fields", async () => {
  const container = await submit(() =>
    refusal({ old: ["Wrong password."], new: ["Too short.", "Too common."] }),
  );
  await screen.findByText("Wrong password.");
  screen.getByText("Too short. Too common.");
  expect(screen.queryByRole("alert")).toBeNull();
  await expectAccessible(container);
});

it("shows an error of no field above the button", async () => {
  await submit(() => refusal({ non_field_errors: ["Not now."] }));
  expect((await screen.findByRole("alert")).textContent).toContain("The request is invalid.");
});

it("empties the fields after the change", async () => {
  await submit(() => new HttpResponse(null, { status: 204 }));
  await screen.findByText("Your password was changed.");
  expect((screen.getByLabelText("Current password") as HTMLInputElement).value).toBe("");
});
