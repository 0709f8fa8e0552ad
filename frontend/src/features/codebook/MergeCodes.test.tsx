import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import type { Code } from "../../api/studies";
import { expectAccessible } from "../../test/axe";
import { META } from "../../test/meta";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { MergeCodes } from "./MergeCodes";

const code = (id: number, label: string) => ({ id, label, retired: false }) as Code;

it("shows the error of the reason at its field, and closes after the merge", async () => {
  let refused = true;
  server.use(
    http.get(api("meta/"), () => HttpResponse.json(META)),
    http.get(api("studies/ml/codes/1/merge/"), () => HttpResponse.json({ closed: 0, rounds: [] })),
    http.post(api("studies/ml/codes/1/merge/"), () =>
      refused
        ? HttpResponse.json(
            { code: "bad_input", detail: "reason: Too long.", fields: { reason: ["Too long."] } },
            { status: 400 },
          )
        : HttpResponse.json(code(1, "Leak")),
    ),
  );
  const onDone = vi.fn();
  renderPage(
    <MergeCodes
      study="ml"
      code={code(1, "Leak")}
      codes={[code(1, "Leak"), code(2, "Exposure")]}
      onDone={onDone}
    />,
    { path: "/", route: "/" },
  );
  await userEvent.click(await screen.findByRole("button", { name: "Merge into another code …" }));
  await userEvent.click(await screen.findByRole("combobox", { name: "Merge into" }));
  await userEvent.click(await screen.findByRole("option", { name: "Exposure" }));
  await userEvent.type(await screen.findByRole("textbox", { name: /Why do both codes/ }), "Same thing");
  await expectAccessible(screen.getByRole("dialog"));
  await userEvent.click(screen.getByRole("button", { name: "Merge" }));
  expect(await screen.findByText("Too long.")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
  refused = false;
  await userEvent.click(screen.getByRole("button", { name: "Merge" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
});
