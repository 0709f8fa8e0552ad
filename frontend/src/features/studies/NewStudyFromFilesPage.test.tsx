import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { NewStudyFromFilesPage } from "./NewStudyFromFilesPage";

const rater = (name: string, ratings: number) => ({ name, ratings, empty: 0, no_code: 0, from: name });

async function choose(ratings: number) {
  const reading = {
    files: [],
    raters: [rater("ann", ratings), rater("ben", 2_000)],
    left_out: [],
    checks: [],
  };
  server.use(
    http.post(api("ratings/read/"), () =>
      HttpResponse.json({
        reading: { ...reading, decided: [], conventions: [], questions: [] },
        lines: ["study.csv"],
        check_rows: [],
        tables: [],
        further: [],
      }),
    ),
    http.get(api("corpora/"), () => HttpResponse.json([])),
  );
  const { container } = renderPage(<NewStudyFromFilesPage />, { path: "/new", route: "/new" });
  const [input] = container.getElementsByTagName("input");
  const file = new File(["unit,ann,ben\n"], "study.csv", { type: "text/csv" });
  await userEvent.setup().upload(input as HTMLInputElement, [file]);
}

it("says that there are too many ratings before anything else is filled in", async () => {
  await choose(4_000);
  expect(
    await screen.findByText(/^The files have 6,000 ratings, but at most 5,000 ratings can become/),
  ).toBeTruthy();
  expect(screen.queryByLabelText("Title (optional)")).toBeNull();
});

it("asks for the study if there are not too many ratings", async () => {
  await choose(3_000);
  expect(await screen.findByLabelText("Title (optional)")).toBeTruthy();
});
