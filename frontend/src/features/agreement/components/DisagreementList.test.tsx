import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { DisagreementBrief } from "../../../api/answers";
import { expectAccessible } from "../../../test/axe";
import { renderPage } from "../../../test/render";
import "../../../test/server";
import { DisagreementList } from "./DisagreementList";

const code = (id: number, label: string) => ({ id, label, colour: "#777777" });
const leak = code(1, "Leak");
const spill = code(2, "Spill"); // was merged into Leak
const access = code(3, "Access");

const coding = (rater: string, own: typeof leak, merged = own): DisagreementBrief["codings"][number] => ({
  rater,
  codes: [own],
  merged_codes: [merged],
  certainty: "",
  no_code_reason: "",
  unclear: [],
});
const row = (unit: number, changes: Partial<DisagreementBrief>): DisagreementBrief => ({
  unit,
  identifier: "",
  title: `Unit ${unit}`,
  kind: "different",
  version: 0,
  awaiting_response: [],
  status: "open",
  decision: null,
  codings: [],
  ...changes,
});
const rows = [
  row(1, { codings: [coding("ada", spill, leak), coding("bo", access)] }),
  row(2, {
    codings: [coding("ada", spill, leak), coding("bo", leak)],
    status: "resolved_by_merge",
    decision: {
      codes: [spill],
      merged_codes: [leak],
      no_code_reason: "",
      unclear: [],
      method: "rule",
      by: null,
      reason: "",
      has_reason: false,
      decided_at: "2026-01-01T00:00:00Z",
    },
  }),
];

const open = (only: Record<string, string> | null) =>
  renderPage(
    <DisagreementList rows={rows} raters={["ada", "bo"]} only={only} onAll={() => undefined} path={String} />,
    { path: "/", route: "/" },
  );

it("follows merges of codes in codings and decisions", async () => {
  const { container } = open(null);
  const [, first, second] = await screen.findAllByRole("row");
  expect(within(first as HTMLElement).getByText("→ Leak (merged)")).toBeTruthy();
  expect(within(second as HTMLElement).getByText("Leak (by a merge of codes)")).toBeTruthy();
  await expectAccessible(container);
});

it("shows the disagreements of a cell of the confusion matrix, which has codes after merges", async () => {
  open({ ada: "Leak", bo: "Access" });
  expect(await screen.findByText("1 of 2: Leak ↔ Access")).toBeTruthy();
  expect(screen.getByText("1 Unit 1")).toBeTruthy();
});

it("names answers and decisions without a code", async () => {
  const uncoded = (rater: string, reason: "cannot_tell" | "not_applicable") => ({
    ...coding(rater, access),
    codes: [],
    merged_codes: [],
    no_code_reason: reason,
  });
  const decision = { ...rows[1]?.decision, codes: [], merged_codes: [], no_code_reason: "not_applicable" };
  const unit = row(3, {
    codings: [uncoded("ada", "cannot_tell"), coding("bo", access)],
    decision: decision as DisagreementBrief["decision"],
  });
  renderPage(
    <DisagreementList
      rows={[unit]}
      raters={["ada", "bo"]}
      only={null}
      onAll={() => undefined}
      path={String}
    />,
    { path: "/", route: "/" },
  );
  const [, line] = await screen.findAllByRole("row");
  expect(within(line as HTMLElement).getByText("cannot tell")).toBeTruthy();
  expect(within(line as HTMLElement).getByText("not applicable")).toBeTruthy();
});

it("names what a rater or the decision cannot tell", async () => {
  const unclear = { ...coding("bo", access), codes: [], merged_codes: [], unclear: [leak] };
  const decision = { ...rows[1]?.decision, unclear: [leak] } as DisagreementBrief["decision"];
  const list = [row(3, { codings: [{ ...coding("ada", access), unclear: [leak] }, unclear], decision })];
  renderPage(
    <DisagreementList rows={list} raters={["ada", "bo"]} only={null} onAll={() => undefined} path={String} />,
    { path: "/", route: "/" },
  );
  const [, line] = await screen.findAllByRole("row");
  const cells = within(line as HTMLElement).getAllByRole("cell");
  expect(cells.slice(-3).map((cell) => cell.textContent)).toEqual([
    expect.stringContaining("Accesscannot tell Leak"),
    "cannot tell Leak",
    expect.stringContaining("Leak; cannot tell Leak"),
  ]);
});
