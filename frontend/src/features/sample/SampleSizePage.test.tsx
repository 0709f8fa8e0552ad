import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { study } from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { SampleSizePage } from "./SampleSizePage";

it("starts with the values of a pilot and computes what is asked", async () => {
  const asked: string[] = [];
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(study())),
    http.get(api("studies/ml/sample/size/"), ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(String(query));
      const needed = {
        unit_variance: 0.4,
        units_for_width: 148,
        units_for_power: null,
        units_for_minority: 27,
        units_for_codes: [10, 16],
        units: 148,
      };
      const pilot = { round: 1, kappa: 0.8049, codes: ["Access", "Leak"], margins: [62, 38] };
      return HttpResponse.json({ pilot, needed: query.has("kappa") ? needed : null });
    }),
  );
  const { container } = renderPage(<SampleSizePage />, {
    path: "/studies/ml/sample/size",
    route: "/studies/:study/sample/size",
  });
  const margins = await screen.findByRole("textbox", { name: "Assumed frequencies of the codes" });
  expect((margins as HTMLInputElement).value).toBe("62; 38");
  await userEvent.click(screen.getByRole("button", { name: "Compute" }));
  expect((await screen.findByRole("status")).textContent).toBe("148 units are needed for all of these.");
  expect(asked.at(-1)).toBe("kappa=0.8&margins=62%3B+38&half_width=0.1");
  expect(screen.getAllByRole("row").map((row) => row.textContent)).toEqual([
    "PurposeUnits",
    "An interval of ±0.1148",
    "Ten units outside the most frequent code27",
    "Six units of the rarest code16",
  ]);
  await expectAccessible(container);
});
