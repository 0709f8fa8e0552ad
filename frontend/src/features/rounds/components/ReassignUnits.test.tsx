import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../../test/axe";
import * as fixtures from "../../../test/fixtures";
import { renderPage } from "../../../test/render";
import { api, server } from "../../../test/server";
import { Progress } from "./Progress";
import { ReassignUnits } from "./ReassignUnits";

async function choose(label: string, option: string) {
  await userEvent.click(await screen.findByRole("combobox", { name: label }));
  await userEvent.click(await screen.findByRole("option", { name: option }));
}

it("tells a lead who takes units what they reveal, and shows why a number is refused", async () => {
  const detail = "dan may already have 1 unit of those that bo could give. Enter at most 2.";
  let body: unknown;
  server.use(
    http.get(api("studies/ml/members/"), () =>
      HttpResponse.json(["lea", "bo", "dan"].map((name) => ({ name, roles: ["rater"], retired: false }))),
    ),
    http.post(api("studies/ml/rounds/1/reassign/"), async ({ request }) => {
      body = await request.json();
      return HttpResponse.json({ code: "not_ready", detail }, { status: 409 });
    }),
  );
  const study = { ...fixtures.study(), me: "lea" };
  renderPage(<ReassignUnits study={study} round={fixtures.round()} />, { path: "/", route: "/" });
  await userEvent.click(await screen.findByRole("button", { name: "Reassign units" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("only the new rater sees them");
  await choose("From", "bo");
  await choose("To", "lea");
  expect(dialog.textContent).toContain("know that bo had not submitted them");
  await expectAccessible(dialog);
  await choose("To", "dan");
  expect(dialog.textContent).not.toContain("know that bo had not submitted them");
  await userEvent.type(screen.getByRole("textbox", { name: "Number of units" }), "3");
  await userEvent.click(screen.getByRole("button", { name: "Reassign" }));
  expect(await screen.findByText(detail)).toBeTruthy();
  expect(body).toEqual({ from: "bo", to: "dan", units: 3 });
});

it("shows the error of a field at the field", async () => {
  server.use(
    http.get(api("studies/ml/members/"), () =>
      HttpResponse.json(["bo", "dan"].map((name) => ({ name, roles: ["rater"], retired: false }))),
    ),
    http.post(api("studies/ml/rounds/1/reassign/"), () =>
      HttpResponse.json(
        { code: "bad_input", detail: "units: At least 1.", fields: { units: ["At least 1."] } },
        { status: 400 },
      ),
    ),
  );
  renderPage(<ReassignUnits study={fixtures.study()} round={fixtures.round()} />, { path: "/", route: "/" });
  await userEvent.click(await screen.findByRole("button", { name: "Reassign units" }));
  await choose("From", "bo");
  await choose("To", "dan");
  await userEvent.click(screen.getByRole("button", { name: "Reassign" }));
  expect(await screen.findByText("At least 1.")).toBeTruthy();
  const units = screen.getByRole("textbox", { name: "Number of units" });
  expect(units.getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says that a commitment does not cover units assigned since", () => {
  const raters = [
    { name: "ada", assigned: 5, submitted: 3, commitment: "abc" },
    { name: "bo", assigned: 3, submitted: 3, commitment: "def" },
  ];
  renderPage(<Progress round={fixtures.round({ raters })} />, { path: "/", route: "/" });
  expect(screen.getByText(/more units were assigned, which it does not cover.*abc/)).toBeTruthy();
  expect(screen.getByText("Commitment (SHA-256) def")).toBeTruthy();
});
