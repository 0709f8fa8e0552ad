import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { expectAccessible } from "../../test/axe";
import { code } from "../../test/fixtures";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { CodeOrder } from "./CodeOrder";

function open(codes = [code(1, "high"), code(2, "none"), code(3, "low")], lead = true) {
  const sent: unknown[] = [];
  server.use(
    http.put(api("studies/ml/codebook/order/"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json([]);
    }),
  );
  const page = <CodeOrder study="ml" codes={codes} lead={lead} />;
  return { sent, user: userEvent.setup(), ...renderPage(page, { path: "/", route: "/" }) };
}

it("orders codes with the keyboard and gives them scores", async () => {
  const { sent, user, container } = open();
  await user.click(screen.getByRole("button", { name: "Order the codes" }));
  const down = screen.getByRole("button", { name: "Move “high” towards high" });
  down.focus();
  await user.keyboard("{Enter}");
  expect(screen.getByRole("status").textContent).toBe("“high” is now 2 of 3.");
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/“high” towards high/),
  );
  await user.keyboard("{Enter}");
  const list = within(screen.getByRole("list", { name: "Codes from low to high" }));
  expect(list.getAllByRole("listitem").map((row) => row.textContent?.replace(/[↑↓]/g, ""))).toEqual([
    "none",
    "low",
    "high",
  ]);
  await user.click(screen.getByRole("switch", { name: /^Give each code a score/ }));
  const score = screen.getByRole("textbox", { name: "Score of place 3, high" });
  await user.clear(score);
  await user.type(score, "4.5");
  await expectAccessible(container);
  await user.click(screen.getByRole("button", { name: "Save the order" }));
  await vi.waitFor(() => expect(sent).toEqual([{ codes: [2, 3, 1], scores: [1, 2, 4.5] }]));
});

it("shows the order to everybody, and a code without a place", () => {
  const ordered = [code(1, "high", { rank: 2, score: 4 }), code(2, "none", { rank: 1, score: 0 })];
  const { unmount } = open(ordered, false);
  expect(screen.getByText("The codes have an order, none (0) < high (4).")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
  unmount();
  open([...ordered, code(3, "new")]);
  expect(screen.getByText(/“new” has no .+ in it yet/)).toBeTruthy();
});
