import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import type { Study } from "../../../api/studies";
import { expectAccessible } from "../../../test/axe";
import { code } from "../../../test/fixtures";
import { renderPage } from "../../../test/render";
import { api, server } from "../../../test/server";
import { PlanForm } from "./PlanForm";

const STUDY = {
  slug: "ml",
  kind: "advisories",
  title: "ML",
  units: 10,
  me: "Lea",
  roles: ["lead"],
} as unknown as Study;
const MEMBERS = [
  { name: "Ada", roles: ["rater"], retired: false, offered_roles: [], joined_at: "2026-01-01T00:00:00Z" },
  { name: "Bo", roles: ["rater"], retired: false, offered_roles: [], joined_at: "2026-01-01T00:00:00Z" },
  {
    name: "Cleo",
    roles: ["adjudicator"],
    retired: false,
    offered_roles: [],
    joined_at: "2026-01-01T00:00:00Z",
  },
];

interface Sent {
  raters: string[];
  units: number[] | null;
  final_rater: string | null;
  primary_statistic: string;
}

function open(
  answer: (plan: Sent) => Response = () => HttpResponse.json({ number: 1 }, { status: 201 }),
  study = STUDY,
) {
  const sent: Sent[] = [];
  server.use(
    http.get(api("studies/ml/members/"), () => HttpResponse.json(MEMBERS)),
    http.post(api("studies/ml/rounds/"), async ({ request }) => {
      const plan = (await request.json()) as Sent;
      sent.push(plan);
      return answer(plan);
    }),
  );
  const onDone = vi.fn();
  const { container } = renderPage(<PlanForm study={study} onDone={onDone} onCancel={() => {}} />, {
    path: "/",
    route: "/",
  });
  return { sent, onDone, container, user: userEvent.setup() };
}

it("sends the plan with its defaults", async () => {
  const { sent, onDone, container, user } = open();
  const save = await screen.findByRole("button", { name: "Save the plan" });
  await expectAccessible(container);
  await user.type(screen.getByRole("textbox", { name: "Units" }), "1-3, 7");
  await user.click(save);
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    raters: ["Ada", "Bo"],
    units: [1, 2, 3, 7],
    final_rater: "Cleo",
    primary_statistic: "cohen_kappa",
  });
});

it("states errors at their fields and sends nothing", async () => {
  const { sent, container, user } = open();
  const threshold = await screen.findByRole("textbox", { name: "Threshold" });
  await user.type(threshold, "high");
  await user.click(screen.getByRole("checkbox", { name: "Bo" }));
  await user.click(screen.getByRole("button", { name: "Save the plan" }));
  expect(screen.getByText("Choose at least two raters.")).toBeTruthy();
  expect(threshold.getAttribute("aria-invalid")).toBe("true");
  expect(sent).toEqual([]);
  await expectAccessible(container);
});

it("shows what the server refuses at its field", async () => {
  const { user } = open(() =>
    HttpResponse.json(
      { code: "invalid", detail: "Invalid input.", fields: { threshold: ["Too high."] } },
      { status: 400 },
    ),
  );
  await user.click(await screen.findByRole("button", { name: "Save the plan" }));
  expect(await screen.findByText("Too high.")).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "Threshold" }).getAttribute("aria-invalid")).toBe("true");
});

it("offers the fields of the chosen allocation and style of resolution", async () => {
  const { container, user } = open();
  await user.click(await screen.findByRole("radio", { name: /^A fixed number of raters/ }));
  expect(screen.getByRole("textbox", { name: "Raters per unit" })).toBeTruthy();
  await user.click(screen.getByRole("radio", { name: "The raters discuss and agree" }));
  expect(screen.queryByRole("switch", { name: /^Hide the raters/ })).toBeNull();
  await expectAccessible(container);
});

it("plans a round of projects with its fixed codebook, several codes, and suggestions after the answer", async () => {
  const { sent, onDone, user } = open(undefined, { ...STUDY, kind: "projects" });
  await screen.findByRole("button", { name: "Save the plan" });
  expect(screen.queryByRole("radiogroup", { name: "Style" })).toBeNull();
  expect(screen.queryByRole("switch", { name: "Allow several codes per unit" })).toBeNull();
  await user.click(screen.getByRole("radio", { name: /^Never/ }));
  await user.click(screen.getByRole("button", { name: "Save the plan" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(sent[0]).toMatchObject({ style: "closed", multi_label: true, suggestions: "never" });
});

it("offers no suggestions in a study of advisories", async () => {
  open();
  await screen.findByRole("button", { name: "Save the plan" });
  expect(screen.queryByRole("radio", { name: /^Never/ })).toBeNull();
});

it("offers weighted kappa first if the codes have an order, and says so", async () => {
  server.use(
    http.get(api("studies/ml/codes/"), () =>
      HttpResponse.json([code(1, "high", { rank: 2 }), code(2, "none", { rank: 1 })]),
    ),
  );
  const { sent, onDone, user } = open();
  await user.click(await screen.findByRole("radio", { name: /^Shared codebook/ }));
  await screen.findByText("The codes have an order, none < high. It is fixed when the round opens.");
  await user.click(screen.getByRole("button", { name: "Save the plan" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(sent[0]).toMatchObject({ primary_statistic: "cohen_kappa_linear" });
});
