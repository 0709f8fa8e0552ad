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
  const member = {
    username: null,
    offered_roles: [],
    joined_at: "2026-01-01T00:00:00Z",
    retired: false,
    left: false,
  };
  server.use(
    http.get(api("studies/ml/members/"), () =>
      HttpResponse.json([
        { ...member, name: "ada", roles: ["rater"] },
        { ...member, name: "bo", roles: ["rater"], joined_at: null },
        { ...member, name: "cleo", roles: ["viewer"], offered_roles: ["adjudicator"] },
        { ...member, name: "vic", roles: ["viewer"], joined_at: null },
      ]),
    ),
    http.get(api("studies/ml/codes/"), () => HttpResponse.json([])),
    http.get(api("studies/ml/rounds/"), () => HttpResponse.json([round])),
    http.get(api("studies/ml/rounds/1/revealing_releases/"), () =>
      HttpResponse.json([
        { study: "ml", number: 1, title: "ML", public: false },
        { study: "ml", number: 2, title: "ML", public: true },
        { study: "other", number: 1, title: "Another study", public: true },
      ]),
    ),
    http.post(api("studies/ml/rounds/1/open/"), () => {
      opened += 1;
      return HttpResponse.json(round);
    }),
  );
  renderPage(<OpenRound study={fixtures.study()} round={round} onChange={() => {}} />, {
    path: "/",
    route: "/",
  });
  await userEvent.click(await screen.findByRole("button", { name: "Open the round" }));
  const dialog = await screen.findByRole("dialog");
  for (const sentence of [
    "ada and bo each code all 27 units.",
    "Style: Shared codebook.",
    "Final rater: cleo.",
    "Hide the raters’ names from the final rater: Yes.",
    "Codings stay sealed until you close the round.",
    "This plan cannot be changed after the round opens.",
  ])
    expect(dialog.textContent).toContain(sentence);
  for (const sentence of [
    "bo and cleo have not accepted the invitation yet. The round cannot open before that. Members",
    "The plan has no threshold. You cannot add one later. Change the plan",
    "No pilot round was coded before. A pilot shows whether raters understand the task. Rounds",
    "Release 1 of this study contains severities that the round hides, and is withheld from its raters until it closes. Releases",
    "Release 2 of “ML” contains severities that the round hides, and is public.",
    "they can read it after signing out, or with a second account. Release 1",
  ])
    await waitFor(() => expect(dialog.textContent).toContain(sentence));
  expect(dialog.textContent).not.toContain("Nobody can settle");
  const links = [...dialog.querySelectorAll("a")].map((anchor) => anchor.getAttribute("href"));
  expect(links.slice(-3)).toEqual([
    "/studies/ml/releases",
    "/studies/ml/releases/2",
    "/public/other/releases/1",
  ]);
  await expectAccessible(dialog);
  const confirm = screen.getAllByRole<HTMLButtonElement>("button", { name: "Open the round" }).at(-1);
  if (!confirm) throw new Error("no button");
  expect(confirm.disabled).toBe(true);
  expect(opened).toBe(0);
  await userEvent.type(screen.getByRole("textbox"), "open");
  await userEvent.click(confirm);
  await waitFor(() => expect(opened).toBe(1));
});

it("warns of a final rater who left, and leads to the plan", async () => {
  const round = fixtures.round({ state: "planned", purpose: "pilot", threshold: 0.6 });
  const cleo = { name: "cleo", roles: ["adjudicator"], offered_roles: [], joined_at: "2026-01-01T00:00:00Z" };
  server.use(
    http.get(api("studies/ml/members/"), () => HttpResponse.json([{ ...cleo, retired: true, left: true }])),
    http.get(api("studies/ml/codes/"), () => HttpResponse.json([])),
    http.get(api("studies/ml/rounds/"), () => HttpResponse.json([round])),
    http.get(api("studies/ml/rounds/1/revealing_releases/"), () => HttpResponse.json([])),
  );
  let changing = 0;
  const onChange = () => {
    changing += 1;
  };
  renderPage(<OpenRound study={fixtures.study()} round={round} onChange={onChange} />, {
    path: "/",
    route: "/",
  });
  await userEvent.click(await screen.findByRole("button", { name: "Open the round" }));
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(dialog.textContent).toContain("Nobody can settle disagreements"));
  for (const sentence of ["no threshold", "No pilot", "not accepted"])
    expect(dialog.textContent).not.toContain(sentence);
  await userEvent.click(screen.getByRole("button", { name: "Change the plan" }));
  expect(changing).toBe(1);
});
