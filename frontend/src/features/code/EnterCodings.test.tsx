import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { EnterCodings } from "./components/EnterCodings";

const WARNING = "“Leak” is used by ann (4), “leak” by ben (4).";
const ENTERED = {
  created: 12,
  unchanged: 1,
  new_codes: ["Leak"],
  problems: [{ source: "ann.csv:4", reason: "Unknown unit “7”." }],
  remarks: [],
  raters: [{ rater: "ann", file: "ann.csv", created: 12, unchanged: 1 }],
  reading: {
    raters: [{ name: "ann", ratings: 13, empty: 0, no_code: 0, from: "codes" }],
    checks: [{ code: "twins", severity: "warn", sentence: WARNING, where: [], figures: {} }],
  },
};

/** What each request sends, in order; the answers are taken in turn, the last one for ever. */
function answering(...answers: (() => Response)[]) {
  const sent: { dryRun: string | null; rater: unknown; reading: unknown }[] = [];
  server.use(
    http.post(api("studies/s/rounds/1/codings/import/"), async ({ request }) => {
      const form = await request.formData();
      const dryRun = new URL(request.url).searchParams.get("dry_run");
      sent.push({ dryRun, rater: form.get("rater"), reading: JSON.parse(String(form.get("reading"))) });
      return (answers[Math.min(sent.length, answers.length) - 1] as () => Response)();
    }),
  );
  return sent;
}

async function choose() {
  const user = userEvent.setup();
  const { container } = renderPage(<EnterCodings study="s" round={1} />, { path: "/", route: "/" });
  const [input] = container.getElementsByTagName("input");
  await user.upload(input as HTMLInputElement, new File(["unit,codes\n"], "ann.csv"));
  return { user, container };
}

it("submits only after every warning was opened and the submission confirmed", async () => {
  const sent = answering(() => HttpResponse.json(ENTERED));
  const { user, container } = await choose();
  expect(await screen.findByText("ann, from ann.csv: 12 codings to submit, 1 unchanged")).toBeTruthy();
  expect(screen.getByText("Preview: 12 to submit, 1 unchanged, 1 invalid.")).toBeTruthy();
  const submit = screen.getByRole("button", { name: "Submit 12 codings" });
  await user.click(screen.getByRole("checkbox", { name: /^A submission cannot be withdrawn/ }));
  expect(submit).toHaveProperty("disabled", true);
  expect(screen.getByText("Open each warning first.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show details" }));
  await expectAccessible(container);
  await user.click(submit);
  expect(await screen.findByText("12 submitted, 1 unchanged, 1 invalid.")).toBeTruthy();
  expect(sent.map(({ dryRun }) => dryRun)).toEqual(["true", "false"]);
});

it("asks whose the ratings are, and enters them for that rater", async () => {
  const asks = [
    {
      option: "rater",
      sentence: "ann.csv: Whose ratings are these?",
      choices: [
        { value: "carl", says: "if they are those of carl" },
        { value: "dora", says: "if they are those of dora" },
      ],
    },
  ];
  const sent = answering(
    () => HttpResponse.json({ code: "reading_needed", detail: "?", asks }, { status: 422 }),
    () => HttpResponse.json(ENTERED),
  );
  const { user } = await choose();
  await user.click(await screen.findByRole("radio", { name: /^carl/ }));
  await user.click(screen.getByRole("button", { name: "Read with these answers" }));
  await screen.findByText("Preview: 12 to submit, 1 unchanged, 1 invalid.");
  expect(sent[1]).toEqual({ dryRun: "true", rater: "carl", reading: {} });
});

it("leaves adding a member to the page of members", async () => {
  const asks = [
    {
      option: "add_rater",
      sentence: "No member is called carl.",
      choices: [
        { value: "carl", says: "to add carl" },
        { value: "ann", says: "to leave carl out", option: "raters" },
      ],
    },
  ];
  answering(() => HttpResponse.json({ code: "reading_needed", detail: "?", asks }, { status: 422 }));
  await choose();
  await screen.findByText("No member is called carl.");
  expect(screen.getAllByRole("radio")).toHaveLength(1);
});
