/** The recipe of a screen in CONTRIBUTING.md: a component and a row of the table make a screen of the study. */

import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, it } from "vitest";
import { study } from "../test/fixtures";
import { api, server } from "../test/server";
import { createQueryClient, Providers } from "./Providers";
import { createRouter } from "./router";
import { SCREENS, type Screen, STUDY } from "./screens";
import { texts } from "./texts";

const rows = SCREENS as Screen[];

beforeEach(() => {
  rows.push({
    path: `${STUDY}/made-up`,
    title: "Made up",
    parent: STUDY,
    menu: "study",
    load: async () => () => <h1>Made up for a test</h1>,
  });
  const session = { user: { username: "lea", display_name: "Lea" }, version: "0", notices: [] };
  server.use(
    http.get(api("session/"), () => HttpResponse.json(session)),
    http.get(api("studies/:study/"), () => HttpResponse.json(study())),
    http.get(api("studies/"), () => HttpResponse.json([])),
    http.get(api("jobs/"), () => HttpResponse.json([])),
  );
});
afterEach(() => void rows.pop());

it("is opened by its address, and is in the navigation, the breadcrumbs and the command palette", async () => {
  window.history.replaceState(null, "", "/studies/s/made-up");
  const cache = createQueryClient();
  const router = createRouter(cache);
  render(
    <Providers cache={cache}>
      <RouterProvider router={router} />
    </Providers>,
  );
  expect(await screen.findByRole("heading", { name: "Made up for a test" })).toBeTruthy();
  const links = await screen.findAllByRole("link", { name: "Made up" });
  const places = links.map((link) => link.closest("[aria-label]")?.getAttribute("aria-label"));
  expect(places).toEqual([texts.header.breadcrumbs, texts.navigation.study]);
  await userEvent.click(
    screen.getAllByRole("button", { name: new RegExp(texts.header.search) })[0] as Element,
  );
  const palette = within(await screen.findByRole("dialog", { name: texts.palette.title }));
  expect(palette.getByText("Made up")).toBeTruthy();
  router.dispose();
});
