import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Study } from "../../api/studies";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { OfflineWorkbooks } from "./components/OfflineWorkbooks";

const MEMBER = { joined_at: "2026-01-15T12:00:00Z", retired: false, left: false, offered_roles: [] };

function renderAs(name: string, roles: Study["roles"], state = "open") {
  const raters = ["ann", "ben", "carl"].map((rater) => ({ name: rater, assigned: 3, submitted: 0 }));
  server.use(
    http.get(api("studies/s/rounds/1/"), () => HttpResponse.json({ state, raters })),
    http.get(api("studies/s/members/"), () =>
      HttpResponse.json([
        { ...MEMBER, name: "ben", username: null, roles: ["rater"] },
        { ...MEMBER, name: "carl", username: "carl", roles: ["rater"] },
        { ...MEMBER, name: "dora", username: null, roles: ["rater"] },
      ]),
    ),
  );
  const study = { slug: "s", me: name, roles } as Study;
  return renderPage(<OfflineWorkbooks study={study} round={1} />, { path: "/", route: "/" });
}

it("offers the own workbook to a rater, and to a lead those of raters without an account", async () => {
  const own = renderAs("ann", ["rater"]);
  expect(await screen.findByRole("link", { name: "Download a workbook" })).toBeTruthy();
  expect(screen.getAllByRole("link")).toHaveLength(1);
  own.unmount();
  renderAs("lea", ["lead"]);
  const link = await screen.findByRole("link", { name: "Download a workbook for ben" });
  expect(link.getAttribute("href")).toMatch(/codings\/workbook\/\?rater=ben$/);
  expect(screen.getAllByRole("link")).toHaveLength(1);
});
