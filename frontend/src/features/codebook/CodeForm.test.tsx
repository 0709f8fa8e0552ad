import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { expectAccessible } from "../../test/axe";
import { code } from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { CodeForm } from "./CodeForm";

const leak = code(1, "Leak", { when_to_use: "Data leaves the system.", colour: "#332288" });
const spill = code(2, "Spill", { parent: 1 });

function show(onDone = vi.fn()) {
  const form = <CodeForm study="ml" codes={[leak, spill]} code={leak} onDone={onDone} />;
  return renderPage(form, { path: "/", route: "/" });
}

it("shows every field of a code, and offers no descendant as its parent", async () => {
  const { container } = show();
  expect((await screen.findByLabelText<HTMLTextAreaElement>("When to use")).value).toBe(
    "Data leaves the system.",
  );
  for (const label of ["Label", "Definition", "When not to use", "Typical examples", "Near misses"]) {
    expect(screen.getByLabelText(label)).toBeTruthy();
  }
  await userEvent.click(screen.getByRole("combobox", { name: "Parent code" }));
  expect(screen.queryByRole("option", { name: "Spill" })).toBeNull();
  await expectAccessible(container);
});

it("shows a taken label at its field, and sends what was changed", async () => {
  const bodies: unknown[] = [];
  const onDone = vi.fn();
  server.use(
    http.patch(api("studies/ml/codes/1/"), async ({ request }) => {
      bodies.push(await request.json());
      return bodies.length === 1
        ? HttpResponse.json({ code: "label_taken", detail: "“Spill” exists already." }, { status: 409 })
        : HttpResponse.json(leak);
    }),
  );
  show(onDone);
  const label = await screen.findByLabelText("Label");
  await userEvent.clear(label);
  await userEvent.type(label, "Spill");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.getByLabelText("Label").getAttribute("aria-invalid")).toBe("true"));
  expect(screen.getAllByText("“Spill” exists already.")).toHaveLength(1);
  await userEvent.type(label, "age");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(bodies[1]).toMatchObject({ label: "Spillage", colour: "#332288", parent: null });
});
