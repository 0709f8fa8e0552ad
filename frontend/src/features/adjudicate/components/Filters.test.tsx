import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { DisagreementBrief } from "../../../api/answers";
import { renderPage } from "../../../test/render";
import "../../../test/server";
import { type Filter, NO_FILTER } from "../state/adjudication";
import { Filters } from "./Filters";

const row = (unit: number, labels: [string, string], certainty: "certain" | "unsure"): DisagreementBrief => ({
  unit,
  identifier: "",
  title: "",
  kind: "different",
  codings: labels.map((label, index) => ({
    rater: index ? "bo" : "ada",
    codes: [{ id: index, label, colour: "#777777" }],
    merged_codes: [{ id: index, label, colour: "#777777" }],
    certainty,
    no_code_reason: "" as const,
    unclear: [],
  })),
  status: "open",
  decision: null,
  version: 0,
  awaiting_response: [],
});
const ROWS = [row(1, ["Access", "Leak"], "certain"), row(2, ["Access", "Injection"], "unsure")];

function show(filter: Partial<Filter>, rows = ROWS) {
  renderPage(<Filters rows={rows} filter={{ ...NO_FILTER, ...filter }} onFilter={vi.fn()} />, {
    path: "/",
    route: "/",
  });
}
const offered = async (name: string) => {
  await userEvent.click(await screen.findByRole("combobox", { name }));
  return screen.getAllByRole("option").map(({ textContent }) => textContent);
};

it("offers the pairs and codes that pass the other filters", async () => {
  show({ certainty: "unsure" });
  expect(await offered("Filter by pair of codes")).toEqual(["Access ↔ Injection (1 of 1 open)"]);
  await userEvent.keyboard("{Escape}");
  expect(await offered("Filter by code")).toEqual(["Access", "Injection"]);
});

it("offers its current value even if no row passes the other filters", async () => {
  show({ certainty: "unsure", pair: "Access ↔ Leak" });
  expect(await offered("Filter by pair of codes")).toContain("Access ↔ Leak (0 of 0 open)");
});

it("names a pair with an answer without a code, and certainties, as the server does", async () => {
  const unclear = row(3, ["Access", ""], "unsure");
  unclear.codings = unclear.codings.map((coding) =>
    coding.rater === "bo"
      ? { ...coding, codes: [], merged_codes: [], no_code_reason: "cannot_tell" }
      : coding,
  );
  show({}, [...ROWS, unclear]);
  expect(await offered("Filter by pair of codes")).toContain("Access ↔ cannot tell (1 of 1 open)");
  await userEvent.keyboard("{Escape}");
  expect(await offered("Filter by certainty")).toEqual(["a rater is unsure", "a rater is certain"]);
});
