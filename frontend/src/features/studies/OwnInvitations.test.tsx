import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { OwnInvitations } from "./OwnInvitations";

const INVITATION = {
  id: 7,
  study: "Consequences",
  invited_by: "Lea",
  name: "eve",
  roles: ["rater"],
  expires_at: "2027-01-01T00:00:00Z",
  member: false,
};

function open(pending: (typeof INVITATION)[]) {
  const answers: string[] = [];
  server.use(
    http.get(api("invitations/"), () => HttpResponse.json(answers.length ? [] : pending)),
    http.get(api("studies/"), () => HttpResponse.json([])),
    http.get(api("session/"), () => HttpResponse.json({ user: null, version: "" })),
    http.post(api("invitations/7/:answer/"), ({ params: { answer } }) => {
      answers.push(String(answer));
      return answer === "accept"
        ? HttpResponse.json({ study: "consequences" })
        : new HttpResponse(null, { status: 204 });
    }),
  );
  const { container } = renderPage(<OwnInvitations />, { path: "/", route: "/" });
  return { answers, container };
}

it("says who invites to what, and opens the study after accepting", async () => {
  const { answers, container } = open([INVITATION]);
  expect(
    await screen.findByText(
      "Lea invites you to “Consequences” as rater. Your name in the study would be eve.",
    ),
  ).toBeTruthy();
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("button", { name: "Accept the invitation to Consequences" }));
  expect(await screen.findByText("Another page")).toBeTruthy();
  expect(answers).toEqual(["accept"]);
});

it("removes a declined invitation", async () => {
  const { answers } = open([{ ...INVITATION, member: true }]);
  expect(await screen.findByText(/The codings and roles of eve in this study become yours/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Decline the invitation to Consequences" }));
  await waitFor(() => expect(screen.queryByRole("heading", { name: "Invitations" })).toBeNull());
  expect(answers).toEqual(["decline"]);
});

it("shows nothing without an invitation", async () => {
  open([]);
  await waitFor(() => expect(screen.queryByRole("heading")).toBeNull());
});
