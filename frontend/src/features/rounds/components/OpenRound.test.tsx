import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../../test/axe";
import * as fixtures from "../../../test/fixtures";
import { renderPage } from "../../../test/render";
import { api, server } from "../../../test/server";
import { OpenRound } from "./OpenRound";

it("shows the plan in a paragraph, and opens the round only after the typed word", async () => {
  let opened = 0;
  const round = fixtures.round({
    state: "planned",
    units: 27,
    assignment_scheme: "all",
    primary_statistic: "cohen_kappa",
    threshold: null,
    blind_adjudication: true,
  });
  server.use(
    http.post(api("studies/ml/rounds/1/open/"), () => {
      opened += 1;
      return HttpResponse.json(round);
    }),
  );
  renderPage(<OpenRound study={fixtures.study()} round={round} />, { path: "/", route: "/" });
  await userEvent.click(await screen.findByRole("button", { name: "Open the round" }));
  const dialog = await screen.findByRole("dialog");
  for (const sentence of [
    "ada and bo each code all 27 units.",
    "Style: Shared codebook.",
    "Final rater: cleo.",
    "Hide the raters’ names from the final rater: Yes.",
    "Codings stay sealed until you close the round.",
    "This plan cannot be changed after the round opens.",
    "The plan has no threshold. You cannot add one later.",
  ])
    expect(dialog.textContent).toContain(sentence);
  await expectAccessible(dialog);
  const confirm = screen.getAllByRole<HTMLButtonElement>("button", { name: "Open the round" }).at(-1);
  if (!confirm) throw new Error("no button");
  expect(confirm.disabled).toBe(true);
  expect(opened).toBe(0);
  await userEvent.type(screen.getByRole("textbox"), "open");
  await userEvent.click(confirm);
  await waitFor(() => expect(opened).toBe(1));
});
