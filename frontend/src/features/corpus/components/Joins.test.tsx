import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Advisory } from "../../../api/advisories";
import { expectAccessible } from "../../../test/axe";
import { renderPage } from "../../../test/render";
import { api, server } from "../../../test/server";
import { JoinDialog } from "./JoinDialog";
import { Joined } from "./Joined";
import { SplitDialog } from "./SplitDialog";
import { WaitingRecords } from "./WaitingRecords";

const source = (id: number, identifier: string, aliases: string[]) => ({
  id,
  identifier,
  format: "osv",
  aliases,
});

const ADVISORY = {
  key: "GHSA-aaaa-0101-aaaa",
  aliases: ["CVE-2031-0001", "CVE-2031-0002", "GHSA-bbbb-0101-bbbb"],
  joined: "2 CVEs, 2 GHSAs",
  sources: [
    source(1, "GHSA-aaaa-0101-aaaa", ["CVE-2031-0001"]),
    source(2, "GHSA-bbbb-0101-bbbb", ["CVE-2031-0002"]),
  ],
} as unknown as Advisory;

it("splits an advisory into the groups that were chosen", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api("corpora/main/advisories/:key/split/"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ keys: ["GHSA-aaaa-0101-aaaa", "GHSA-bbbb-0101-bbbb"] });
    }),
  );
  renderPage(<SplitDialog advisory={ADVISORY} onClose={() => {}} />, {
    path: "/corpora/main",
    route: "/corpora/:corpus",
  });
  const dialog = await screen.findByRole("dialog", { name: "Split GHSA-aaaa-0101-aaaa" });
  await expectAccessible(dialog);
  const split = within(dialog).getByRole("button", { name: "Split" });
  for (const name of ["CVE-2031-0002", "GHSA-bbbb-0101-bbbb"]) {
    const group = within(dialog).getByRole("radiogroup", { name });
    await userEvent.click(within(group).getByRole("radio", { name: "Group 2" }));
  }
  expect(split.hasAttribute("disabled")).toBe(true);
  await userEvent.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Two flaws");
  await userEvent.click(split);
  await waitFor(() =>
    expect(sent).toEqual([
      {
        groups: [
          { identifiers: ["GHSA-aaaa-0101-aaaa", "CVE-2031-0001"], records: [1] },
          { identifiers: ["CVE-2031-0002", "GHSA-bbbb-0101-bbbb"], records: [2] },
        ],
        reason: "Two flaws",
      },
    ]),
  );
});

it("offers no split of a single record", async () => {
  server.use(http.get(api("corpora/main/"), () => HttpResponse.json({ maintained: true })));
  const [source] = ADVISORY.sources;
  const advisory = { ...ADVISORY, sources: source ? [source] : [] };
  renderPage(<Joined advisory={advisory} />, { path: "/corpora/main", route: "/corpora/:corpus" });
  await screen.findByText("One record names all of them.");
  expect(screen.queryByRole("button", { name: "Split" })).toBeNull();
});

it("lists what waits and sends the decision with its reason", async () => {
  const sent: unknown[] = [];
  const waiting = {
    id: 3,
    kind: "join",
    sentence: "It would join these advisories. One of them is a unit of a round.",
    keys: ["GHSA-aaaa-0101-aaaa", "GHSA-bbbb-0101-bbbb"],
    identifier: "RUSTSEC-2031-9001",
    format: "osv",
    origin: "a.json",
    asked_at: "2026-01-15T12:00:00Z",
    can_use: true,
  };
  server.use(
    http.get(api("corpora/main/advisories/waiting/"), () => HttpResponse.json(sent.length ? [] : [waiting])),
    http.post(api("corpora/main/advisories/waiting/3/decide/"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ keys: [] });
    }),
  );
  const { container } = renderPage(<WaitingRecords />, { path: "/corpora/main", route: "/corpora/:corpus" });
  await screen.findByText("Waiting for a decision (1)");
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("button", { name: "Decide" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Another flaw");
  await userEvent.click(within(dialog).getByRole("button", { name: "Keep them apart" }));
  await waitFor(() => expect(sent).toEqual([{ decision: "keep", reason: "Another flaw" }]));
  await waitFor(() => expect(screen.queryByText("Waiting for a decision (1)")).toBeNull());
});

it("joins two advisories with a reason", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api("corpora/main/advisories/join/"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ keys: ["GHSA-aaaa-0101-aaaa"] });
    }),
  );
  renderPage(<JoinDialog one="GHSA-aaaa-0101-aaaa" onClose={() => {}} />, {
    path: "/corpora/main",
    route: "/corpora/:corpus",
  });
  const dialog = await screen.findByRole("dialog", { name: /^Join GHSA-aaaa-0101-aaaa/ });
  await expectAccessible(dialog);
  const join = within(dialog).getByRole("button", { name: "Join them" });
  await userEvent.type(within(dialog).getByRole("textbox", { name: /other advisory/ }), " CVE-2031-0007 ");
  expect(join.hasAttribute("disabled")).toBe(true);
  await userEvent.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "One flaw");
  await userEvent.click(join);
  await waitFor(() =>
    expect(sent).toEqual([{ keys: ["GHSA-aaaa-0101-aaaa", "CVE-2031-0007"], reason: "One flaw" }]),
  );
});
