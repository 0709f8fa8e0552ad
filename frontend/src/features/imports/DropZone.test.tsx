import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, it } from "vitest";
import { setUploadPause } from "../../api/uploads";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { DropZone } from "./DropZone";

beforeEach(() => setUploadPause(0));
afterEach(() => setUploadPause(1_000));

it("goes on with the missing pieces after a failure", async () => {
  const stored = new Set<number>();
  let broken = true;
  const imported: unknown[] = [];
  server.use(
    http.post(api("uploads/"), () =>
      HttpResponse.json(
        { id: 5, piece_size: 4, missing: [0, 1].filter((index) => !stored.has(index)) },
        { status: 201 },
      ),
    ),
    http.put(api("uploads/5/chunks/:index/"), ({ params }) => {
      if (broken && params.index === "1") return HttpResponse.error();
      stored.add(Number(params.index));
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(api("corpora/main/imports/"), async ({ request }) => {
      imported.push(await request.json());
      return HttpResponse.json({ id: 7 }, { status: 201 });
    }),
  );
  const { container } = renderPage(<DropZone />, {
    path: "/corpora/main/imports",
    route: "/corpora/:corpus/imports",
  });
  await userEvent.upload(
    container.querySelector("input[type=file]") as HTMLInputElement,
    new File(["1234567"], "a.json"),
  );
  const goOn = await screen.findByRole("button", { name: "Go on sending" });
  screen.getByText(/have arrived and are stored for a day/);
  expect(imported).toEqual([]);
  await expectAccessible(container);
  broken = false;
  await userEvent.click(goOn);
  await waitFor(() => expect(imported).toEqual([{ uploads: [5] }]));
  expect([...stored]).toEqual([0, 1]);
});

it("asks for the name of a table that another file has", async () => {
  const imported: unknown[] = [];
  const head = {
    is_table: true,
    columns: ["id", "text"],
    rows: [["1", "A crash"]],
    facts: [],
    complete: true,
  };
  server.use(
    http.post(api("corpora/main/imports/columns/"), () =>
      HttpResponse.json({ ...head, source_name: "alpha", known: true }),
    ),
    http.post(api("uploads/"), () =>
      HttpResponse.json({ id: 5, piece_size: 99, missing: [] }, { status: 201 }),
    ),
    http.post(api("corpora/main/imports/"), async ({ request }) => {
      imported.push(await request.json());
      return HttpResponse.json({ id: 7 }, { status: 201 });
    }),
  );
  const { container } = renderPage(<DropZone />, {
    path: "/corpora/main/imports",
    route: "/corpora/:corpus/imports",
  });
  await userEvent.upload(
    container.querySelector("input[type=file]") as HTMLInputElement,
    new File(["id,text\n1,A crash\n"], "alpha.csv"),
  );
  const dialog = await screen.findByRole("dialog", { name: "There is a table “alpha” already" });
  const name = within(dialog).getByRole("textbox", { name: "Name of the table" });
  await expectAccessible(dialog);
  await userEvent.clear(name);
  await userEvent.type(name, "beta");
  await userEvent.click(within(dialog).getByRole("button", { name: "Import table" }));
  await waitFor(() => expect(imported).toEqual([{ uploads: [5], source_name: "beta" }]));
});
