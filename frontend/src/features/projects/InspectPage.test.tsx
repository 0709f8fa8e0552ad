import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import type { Inspection, ReportRow } from "./api";
import { InspectionPage } from "./InspectionPage";
import { InspectPage } from "./InspectPage";

function showForm(maintained = true) {
  const sent: unknown[] = [];
  server.use(
    http.get(api("corpora/main/"), () => HttpResponse.json({ maintained })),
    http.post(api("uploads/"), async ({ request }) => {
      const { size } = (await request.json()) as { size: number };
      return HttpResponse.json({ id: 31, size, piece_size: size, missing: [] }, { status: 201 });
    }),
    http.post(api("corpora/main/inspections/"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ id: 5 }, { status: 202 });
    }),
    http.get(api("jobs/"), () => HttpResponse.json([])),
  );
  return {
    sent,
    ...renderPage(<InspectPage />, {
      path: "/corpora/main/inspections",
      route: "/corpora/:corpus/inspections",
    }),
  };
}

it("inspects pasted addresses and chosen files, with the names that the user gives", async () => {
  const { sent, container } = showForm();
  const field = await screen.findByRole("textbox", { name: /Addresses of repositories/ });
  await userEvent.type(field, "github.com/o/a\ngithub.com/o/b");
  await userEvent.click(screen.getByRole("button", { name: "Add addresses" }));
  await userEvent.upload(
    container.querySelector<HTMLInputElement>("input[type=file]") as HTMLInputElement,
    new File(["zip"], "serve-1.2.zip"),
  );
  const name = screen.getByRole("textbox", { name: "Name of serve-1.2.zip" });
  await userEvent.clear(name);
  expect(screen.getByText("A name is required.")).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Inspect 3 projects" }).disabled).toBe(true);
  await userEvent.type(name, "Serve");
  await userEvent.click(screen.getByRole("button", { name: "Remove b" }));
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("button", { name: "Inspect 2 projects" }));
  expect(await screen.findByText("Another page")).toBeTruthy();
  expect(sent).toEqual([
    {
      items: [
        { name: "a", address: "github.com/o/a" },
        { name: "Serve", address: "", upload: 31 },
      ],
    },
  ]);
});

it("says who may inspect", async () => {
  showForm(false);
  expect(await screen.findByText(/Only leads inspect projects/)).toBeTruthy();
});

const row = (name: string, changes: Partial<ReportRow>): ReportRow => ({
  name,
  address: `github.com/o/${name}`,
  state: "waiting",
  reason: "",
  project: null,
  snapshot: null,
  ...changes,
});

it("reports each project live, with the reason of a failure and the way to the evidence", async () => {
  let report: Inspection = {
    number: 5,
    state: "running",
    may_cancel: false,
    items: [row("a", { state: "running" }), row("b", {})],
  };
  server.use(http.get(api("corpora/main/inspections/5/"), () => HttpResponse.json(report)));
  const { container } = renderPage(<InspectionPage />, {
    path: "/corpora/main/inspections/5",
    route: "/corpora/:corpus/inspections/:number",
  });
  expect(await screen.findByText("0 of 2 projects done")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Cancel the inspection" })).toBeNull();
  expect(screen.getByRole("progressbar", { name: "Progress of the inspection" })).toBeTruthy();
  await expectAccessible(container);
  report = {
    ...report,
    state: "done",
    items: [
      row("a", { state: "done", project: "a", snapshot: 2 }),
      row("b", { state: "failed", reason: "The repository has no commit." }),
    ],
  };
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("1 inspected, 1 failed"), {
    timeout: 5_000,
  });
  const link = screen.getByRole("link", { name: "Show the evidence of “a”" });
  expect(link.getAttribute("href")).toBe("/corpora/main/projects/a?snapshot=2");
  const failed = screen.getByRole("row", { name: /^b/ });
  expect(within(failed).getByText("The repository has no commit.")).toBeTruthy();
  await expectAccessible(container);
});

it("can be cancelled by the user who started it", async () => {
  let report: Inspection = {
    number: 5,
    state: "running",
    may_cancel: true,
    items: [row("a", { state: "running" })],
  };
  server.use(
    http.get(api("corpora/main/inspections/5/"), () => HttpResponse.json(report)),
    http.post(api("jobs/5/cancel/"), () => {
      const reason = "The inspection was cancelled before it reached this project.";
      report = {
        ...report,
        state: "cancelled",
        may_cancel: false,
        items: [row("a", { state: "failed", reason })],
      };
      return HttpResponse.json({ id: 5 });
    }),
  );
  renderPage(<InspectionPage />, {
    path: "/corpora/main/inspections/5",
    route: "/corpora/:corpus/inspections/:number",
  });
  await userEvent.click(await screen.findByRole("button", { name: "Cancel the inspection" }));
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("1 failed"));
  expect(screen.getByText(/was cancelled before it reached/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Cancel the inspection" })).toBeNull();
});
