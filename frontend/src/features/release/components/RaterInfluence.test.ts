import { expect, it } from "vitest";
import { inWords } from "./RaterInfluence";

const row = (consequence: string, decided_rank: number | null, own_rank: number | null) => ({
  consequence,
  decided: 1,
  own_count: 1,
  decided_rank,
  own_rank,
  moved: decided_rank !== own_rank,
});

it("states how often a rater was overruled and which ranks change", () => {
  const ada = { rater: "ada", units: 4, overruled: 1, rate: 0.25, low: 0.0456, high: 0.6994 };
  const overruled = "ada was overruled on 1 of 4 units (25.0 %, 95 % interval 4.6 to 69.9).";
  expect(inWords({ ...ada, rows: [row("Access", 1, 1)] })).toBe(
    `${overruled} With ada's codes alone, no rank would change.`,
  );
  expect(inWords({ ...ada, rows: [row("Access", 1, 2), row("Leak", null, 1)] })).toBe(
    `${overruled} With ada's codes alone, these ranks would change: Access (1 to 2), Leak (none to 1).`,
  );
});

it("has no rate of a rater without a decided unit", () => {
  expect(inWords({ rater: "bo", units: 0, overruled: 0, rate: null, low: null, high: null, rows: [] })).toBe(
    "bo coded no decided unit.",
  );
});
