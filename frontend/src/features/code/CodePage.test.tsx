import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { CodePage } from "./CodePage";

it("names the raters to a member who does not rate", async () => {
  server.use(
    http.get(api("studies/:study/"), () => HttpResponse.json({ slug: "ml", me: "lea", round_list: [] })),
    http.get(api("studies/:study/rounds/1/"), () =>
      HttpResponse.json({ number: 1, state: "open", raters: [{ name: "ada" }, { name: "bo" }] }),
    ),
  );
  const { container } = renderPage(<CodePage />, {
    path: "/studies/ml/rounds/1/code",
    route: "/studies/:study/rounds/:round/code/:unit?",
  });
  expect(await screen.findByText(/ada, bo/)).toBeTruthy();
  await expectAccessible(container);
});
