import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { CorporaPage } from "./CorporaPage";

const GITHUB = { slug: "github", name: "GitHub", maintained: false, maintainers: ["una"] };

function show(administrator: boolean, corpora = [GITHUB]) {
  const sent: unknown[] = [];
  server.use(
    http.get(api("session/"), () => HttpResponse.json({ user: { username: "ann", administrator } })),
    http.get(api("corpora/"), () => HttpResponse.json(corpora)),
    http.post(api("corpora/"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(GITHUB, { status: 201 });
    }),
    http.patch(api("corpora/github/"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(
        {
          code: "invalid",
          detail: "Invalid.",
          fields: { maintainers: ["There is no active account “nobody”."] },
        },
        { status: 400 },
      );
    }),
  );
  return { sent, ...renderPage(<CorporaPage />, { path: "/corpora", route: "/corpora" }) };
}

it("lists the shared corpora with links", async () => {
  const { container } = show(false);
  const link = await screen.findByRole("link", { name: "GitHub" });
  expect(link.getAttribute("href")).toBe("/corpora/github");
  expect(screen.queryByRole("button", { name: "Make a shared corpus" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Change GitHub" })).toBeNull();
  await expectAccessible(container);
});

it("lets an administrator make a shared corpus", async () => {
  const { sent } = show(true, []);
  const [make] = await screen.findAllByRole("button", { name: "Make a shared corpus" });
  await userEvent.click(make as HTMLElement);
  await userEvent.type(screen.getByRole("textbox", { name: /^Name/ }), "OSV.dev");
  await userEvent.type(screen.getByRole("textbox", { name: /^Short name/ }), "osv");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([{ slug: "osv", name: "OSV.dev", maintainers: ["ann"] }]));
});

it("shows at the field why maintainers are refused", async () => {
  show(true);
  await userEvent.click(await screen.findByRole("button", { name: "Change GitHub" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("There is no active account “nobody”.")).toBeTruthy();
});
