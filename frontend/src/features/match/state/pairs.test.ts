import { describe, expect, it } from "vitest";
import type { Pair } from "../api";
import {
  accepted,
  acceptedAll,
  dropped,
  groupsOf,
  keptAlone,
  likelyLabel,
  matched,
  openSuggestions,
  type Placed,
  unmatched,
} from "./pairs";

const card = (id: number, rater: string, label: string, count = 1): Placed => ({
  id,
  rater,
  label,
  count,
  definition: "",
  colour: "#777777",
  quotes: [],
});
const CARDS = [
  card(1, "ada", "Access", 90),
  card(2, "ada", "Leak", 14),
  card(3, "ada", "Odd one", 1),
  card(11, "bo", "Gets in", 80),
  card(12, "bo", "Data leak", 20),
  card(13, "bo", "Spill", 3),
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
  const { proposals, alone } = openSuggestions(CARDS, pairs, SUGGESTED);
  return { proposals: proposals.map(({ label }) => label), alone: alone.map(({ id }) => id) };
};

describe("openSuggestions", () => {
  it("proposes partners with their reason, and leaves codes without a partner alone", () => {
    expect(open([])).toEqual({ proposals: ["Access", "Leak"], alone: [3, 13] });
    expect(openSuggestions(CARDS, [], SUGGESTED).proposals[0]?.cards.map(({ reason }) => reason)).toEqual([
      "",
      "both gave it to 77 units",
    ]);
  });

  it("are gone once accepted", () => {
    const [first] = openSuggestions(CARDS, [], SUGGESTED).proposals;
    const pairs = first ? accepted([], first) : [];
    expect(pairs).toEqual([
      { code: 1, label: "Access", reason: "" },
      { code: 11, label: "Access", reason: "both gave it to 77 units" },
    ]);
    expect(open(pairs)).toEqual({ proposals: ["Leak"], alone: [3, 13] });
  });

  it("never take a code back that a person has matched otherwise", () => {
    const pairs = matched([], [2, 13], "Leak of data");
    expect(open(pairs)).toEqual({ proposals: ["Access"], alone: [3, 12] });
    const all = acceptedAll(pairs, openSuggestions(CARDS, pairs, SUGGESTED).proposals);
    expect(all.filter(({ label }) => label === "Leak of data").map(({ code }) => code)).toEqual([2, 13]);
  });

  it("propose to join a shared code that is there already", () => {
    expect(open(matched([], [2], "Leak"))).toEqual({ proposals: ["Access", "Leak"], alone: [3, 13] });
  });
});

describe("matching by hand", () => {
  it("puts several codes under one label, and moves a code that had another", () => {
    const pairs = matched(matched([], [2, 12], "Leak"), [12, 13], "Spill", "same thing");
    expect(pairs).toEqual([
      { code: 2, label: "Leak", reason: "" },
      { code: 12, label: "Spill", reason: "same thing" },
      { code: 13, label: "Spill", reason: "same thing" },
    ]);
    expect(unmatched(pairs, 12).map(({ code }) => code)).toEqual([2, 13]);
  });

  it("puts a dropped card under the shared code of the card below, or names both after the more used one", () => {
    const cards = [card(1, "ada", "Rare", 2), card(2, "bo", "Frequent", 9), card(3, "bo", "Other", 1)];
    const both = dropped([], cards, 1, 2);
    expect(both.map(({ code, label }) => [code, label])).toEqual([
      [2, "Frequent"],
      [1, "Frequent"],
    ]);
    const named = matched([], [2], "Entry", "seen");
    expect(dropped(named, cards, 3, 2)).toEqual([
      { code: 2, label: "Entry", reason: "seen" },
      { code: 3, label: "Entry", reason: "" },
    ]);
  });

  it("lets codes without a partner keep their own label", () => {
    expect(keptAlone([], [CARDS[2] as Placed])).toEqual([{ code: 3, label: "Odd one", reason: "" }]);
  });

  it("names a match after its most used code", () => {
    expect(likelyLabel([card(1, "ada", "Rare", 2), card(2, "bo", "Frequent", 9)])).toBe("Frequent");
    expect(likelyLabel([])).toBe("");
  });

  it("shows the most used shared code first", () => {
    const pairs = acceptedAll([], openSuggestions(CARDS, [], SUGGESTED).proposals);
    expect(groupsOf(CARDS, pairs).map(({ label, cards }) => [label, cards.length])).toEqual([
      ["Access", 2],
      ["Leak", 2],
    ]);
  });
});
