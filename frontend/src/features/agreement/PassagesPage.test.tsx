import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { round, study, TEXT, unit } from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { UnitsWithPassages } from "./components/UnitsWithPassages";
import { PassagesPage } from "./PassagesPage";

const ACCESS = { id: 1, label: "Access", colour: "#332288" };
const LEAK = { id: 2, label: "Leak", colour: "#88ccee" };
const CODINGS = [
  {
    rater: "Ada",
    codes: [ACCESS, LEAK],
    segments: [
      { code: 1, start: 0, end: 2, quote: TEXT.slice(0, 2) },
      { code: 2, start: 3, end: 6, quote: TEXT.slice(3, 6) },
    ],
  },
  { rater: "Bo", codes: [ACCESS], segments: [] },
];

function serve(changes = {}) {
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(study())),
    http.get(api("studies/ml/rounds/1/"), () =>
      HttpResponse.json(round({ state: "closed", sealed: false, ...changes })),
    ),
    http.get(api("studies/ml/rounds/1/passages/7/"), () =>
      HttpResponse.json({ unit: unit(7), codings: CODINGS }),
    ),
  );
}

const open = (search = "") =>
  renderPage(<PassagesPage />, {
    path: `/studies/ml/rounds/1/passages/7${search}`,
    route: "/studies/:study/rounds/:round/passages/:unit",
  });

it("shows the passages of both raters with one code over the text", async () => {
  serve();
  const { container } = open("?code=Leak");
  const ada = within(await screen.findByRole("region", { name: "Passages of Ada" }));
  expect(ada.getAllByRole("listitem").map((item) => item.textContent)).toEqual([`“${TEXT.slice(3, 6)}”`]);
  const bo = within(screen.getByRole("region", { name: "Passages of Bo" }));
  expect(bo.getByText("No passage with this code.")).toBeTruthy();
  expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([TEXT.slice(3, 6)]);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Code" }), "Access");
  expect(ada.getByText(`“${TEXT.slice(0, 2)}”`)).toBeTruthy();
  await expectAccessible(container);
});

it("shows nothing of a sealed round", async () => {
  serve({ state: "open", sealed: true });
  open();
  await screen.findByRole("link", { name: "Back to the agreement" });
  expect(screen.queryByRole("region", { name: "Passages of Ada" })).toBeNull();
});

it("lists units by how their passages lie, and reads on", async () => {
  serve();
  const counts = { apart: 101, different: 0, identical: 2, one: 0 };
  server.use(
    http.get(api("studies/ml/rounds/1/passages/"), ({ request }) => {
      const query = new URL(request.url).searchParams;
      const number = query.get("after") ? 102 : 7;
      const units =
        query.get("position") === "apart"
          ? [{ unit: number, identifier: "GHSA-1", title: "A leak", code: "Leak", common: 0 }]
          : [];
      return HttpResponse.json({ counts, units, after: query.get("after") ? null : 7 });
    }),
  );
  renderPage(<UnitsWithPassages round={1} codes={["Leak"]} />, {
    path: "/studies/ml/rounds/1/agreement",
    route: "/studies/:study/rounds/:round/agreement",
  });
  const link = await screen.findByRole("link", { name: "Unit 7, GHSA-1" });
  expect(link.getAttribute("href")).toBe("/studies/ml/rounds/1/passages/7?code=Leak");
  await userEvent.click(screen.getByRole("button", { name: "Show more units" }));
  await screen.findByRole("link", { name: "Unit 102, GHSA-1" });
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Passages" }), "Identical (2)");
  await screen.findByText("No unit.");
});
