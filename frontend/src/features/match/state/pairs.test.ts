import { describe, expect, it } from "vitest";
import type { Pair } from "../api";
import {
  groupByLabel,
  openSuggestions,
  type RaterCode,
  suggestedLabel,
  withAccepted,
  withDrop,
  withMatch,
  withOwnLabels,
  withoutMatch,
} from "./pairs";

const code = (id: number, rater: string, label: string, count = 1): RaterCode => ({
  id,
  rater,
  label,
  count,
  definition: "",
  colour: "#777777",
  quotes: [],
});
const CODES = [
  code(1, "ada", "Access", 90),
  code(2, "ada", "Leak", 14),
  code(3, "ada", "Odd one", 1),
  code(11, "bo", "Gets in", 80),
  code(12, "bo", "Data leak", 20),
  code(13, "bo", "Spill", 3),
];
// As the server suggests: the reference rater's codes keep their label, without a reason.
const SUGGESTED: Pair[] = [
  { code: 1, label: "Access", reason: "" },
  { code: 2, label: "Leak", reason: "" },
  { code: 3, label: "Odd one", reason: "" },
  { code: 11, label: "Access", reason: "both gave it to 77 units" },
  { code: 12, label: "Leak", reason: "similar words" },
  { code: 13, label: "Spill", reason: "" },
];
const open = (pairs: Pair[]) => {
  const { proposals, unpaired } = openSuggestions(CODES, pairs, SUGGESTED);
  return { proposals: proposals.map(({ label }) => label), unpaired: unpaired.map(({ id }) => id) };
};

describe("openSuggestions", () => {
  it("proposes partners with their reason, and leaves codes without a partner alone", () => {
    expect(open([])).toEqual({ proposals: ["Access", "Leak"], unpaired: [3, 13] });
    expect(openSuggestions(CODES, [], SUGGESTED).proposals[0]?.codes.map(({ reason }) => reason)).toEqual([
      "",
      "both gave it to 77 units",
    ]);
  });

  it("are gone once accepted", () => {
    const [first] = openSuggestions(CODES, [], SUGGESTED).proposals;
    const pairs = first ? withAccepted([], [first]) : [];
    expect(pairs).toEqual([
      { code: 1, label: "Access", reason: "" },
      { code: 11, label: "Access", reason: "both gave it to 77 units" },
    ]);
    expect(open(pairs)).toEqual({ proposals: ["Leak"], unpaired: [3, 13] });
  });

  it("leave a code out that a member has matched with another", () => {
    const pairs = withMatch([], [2, 13], "Leak of data");
    expect(open(pairs)).toEqual({ proposals: ["Access"], unpaired: [3, 12] });
    const all = withAccepted(pairs, openSuggestions(CODES, pairs, SUGGESTED).proposals);
    expect(all.filter(({ label }) => label === "Leak of data").map(({ code }) => code)).toEqual([2, 13]);
  });

  it("propose an existing shared code", () => {
    expect(open(withMatch([], [2], "Leak"))).toEqual({ proposals: ["Access", "Leak"], unpaired: [3, 13] });
  });
});

describe("matching by hand", () => {
  it("puts several codes under one label, and moves a code that had another", () => {
    const pairs = withMatch(withMatch([], [2, 12], "Leak"), [12, 13], "Spill", "same thing");
    expect(pairs).toEqual([
      { code: 2, label: "Leak", reason: "" },
      { code: 12, label: "Spill", reason: "same thing" },
      { code: 13, label: "Spill", reason: "same thing" },
    ]);
    expect(withoutMatch(pairs, 12).map(({ code }) => code)).toEqual([2, 13]);
  });

  it("puts a dropped card under the shared code of the card below, or names both after the more used one", () => {
    const codes = [code(1, "ada", "Rare", 2), code(2, "bo", "Frequent", 9), code(3, "bo", "Other", 1)];
    const both = withDrop([], codes, 1, 2);
    expect(both.map(({ code, label }) => [code, label])).toEqual([
      [2, "Frequent"],
      [1, "Frequent"],
    ]);
    const named = withMatch([], [2], "Entry", "seen");
    expect(withDrop(named, codes, 3, 2)).toEqual([
      { code: 2, label: "Entry", reason: "seen" },
      { code: 3, label: "Entry", reason: "" },
    ]);
  });

  it("lets codes without a partner keep their own label", () => {
    expect(withOwnLabels([], [CODES[2] as RaterCode])).toEqual([{ code: 3, label: "Odd one", reason: "" }]);
  });

  it("names a match after its most used code", () => {
    expect(suggestedLabel([code(1, "ada", "Rare", 2), code(2, "bo", "Frequent", 9)])).toBe("Frequent");
    expect(suggestedLabel([])).toBe("");
  });

  it("shows the most used shared code first", () => {
    const pairs = withAccepted([], openSuggestions(CODES, [], SUGGESTED).proposals);
    expect(groupByLabel(CODES, pairs).map(({ label, codes }) => [label, codes.length])).toEqual([
      ["Access", 2],
      ["Leak", 2],
    ]);
  });
});
