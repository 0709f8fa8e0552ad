// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { Coefficients } from "../../../shared/coefficients";
import { META } from "../../../test/meta";
import { changesInWords } from "./ChangesSince";

const coefficients = new Coefficients(META.coefficients);
const kappa = (value: number | null) => ({ name: "cohen_kappa", value });

it("lists added, removed, changed and redefined consequences", () => {
  expect(
    changesInWords(
      {
        decided: [5, 6],
        counts: [
          { consequence: "Access", before: 3, after: 4 },
          { consequence: "Leak", before: 0, after: 2 },
          { consequence: "Crash", before: 2, after: 0 },
        ],
        definitions: ["Access"],
        primary: [kappa(null), kappa(0.5)],
      },
      coefficients,
    ),
  ).toEqual([
    "Decided units: 5 before, 6 now.",
    "Access: 3 before, 4 now.",
    "Leak is new: 2 units.",
    "Crash is no longer used. It had 2 units.",
    "New definitions: Access.",
    "Agreement: Cohen's kappa undefined before, Cohen's kappa 0.50 now.",
  ]);
});

it("lists nothing if nothing changed", () => {
  expect(
    changesInWords(
      { decided: [5, 5], counts: [], definitions: [], primary: [kappa(0.5), kappa(0.5)] },
      coefficients,
    ),
  ).toEqual([]);
});
