import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { study } from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import type { Screening } from "./api";
import { CriteriaForm } from "./CriteriaForm";

const SCREENING: Screening = {
  corpus: "own",
  criteria: [
    { id: 1, label: "Topic", description: "" },
    { id: 2, label: "Open source", description: "" },
  ],
  suggested: [],
  flow: [],
  figure: null,
};

it("sends the criteria in their order and shows errors at their fields", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get(api("studies/ml/"), () => HttpResponse.json(study())),
    http.put(api("studies/ml/screening/criteria/"), async ({ request }) => {
      sent.push(await request.json());
      const fields = { "criteria.2.label": ["Ensure this field has no more than 200 characters."] };
      return HttpResponse.json({ code: "invalid", detail: "Invalid.", fields }, { status: 400 });
    }),
  );
  const onDone = vi.fn();
  renderPage(<CriteriaForm screening={SCREENING} onDone={onDone} />, {
    path: "/studies/ml",
    route: "/studies/:study",
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Move criterion 2 up" }));
  await user.click(screen.getByRole("button", { name: "Add a criterion" }));
  await user.type(screen.getByLabelText("Criterion 3"), "Maintained");
  await user.click(screen.getByRole("button", { name: "Save the criteria" }));
  await screen.findByText("Ensure this field has no more than 200 characters.");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(onDone).not.toHaveBeenCalled();
  expect(sent).toEqual([
    {
      criteria: [
        { id: 2, label: "Open source", description: "" },
        { id: 1, label: "Topic", description: "" },
        { id: null, label: "Maintained", description: "" },
      ],
    },
  ]);
});
