/** What a reader sees on the page of agreement. */

import { counted, formatted } from "../../shared/text/count";

export const texts = {
  page: {
    title: (round: number) => `Agreement in round ${round}`,
    lead: "Computed from the submitted codings, never from decisions.",
    sealed: "Agreement",
    preliminaryTitle: "Preliminary",
    preliminary:
      "The raters’ own codes are not matched yet, so different names for the same meaning count as disagreement. ",
    match: "Match the codes first",
    purpose: (purpose: string) => `This is a ${purpose} round.`,
    coefficients: "All coefficients",
    used: (used: number, total: number, dropped: number) =>
      `${used} of ${total} units used${dropped > 0 ? `, ${dropped} dropped` : ""}. `,
    bootstrap: (replicates: number, seed: number) =>
      `Intervals: BCa bootstrap with ${formatted(replicates)} replicates (at most 2,000 for single codes), seed ${seed}; Wilson’s for shares of units; posterior intervals if agreement is perfect or codes are rare.`,
    byCode: "Agreement by code",
    sensitivity: "Sensitivity",
    saturation: "Saturation",
  },
  primary: {
    withoutExposed: (units: number, value: string) =>
      `Without the ${units} units for which raters were shown help: ${value}.`,
    undefined: (reason: string) => `undefined: ${reason}`,
    value: (value: string, interval: string, units: number) => `${value}, ${interval}, on ${units} units`,
  },
  codebook: {
    label: "Codebook",
    help: "Codes are read with the names and merges of this version.",
    current: "Current",
    version: (number: number) => `Version ${number}`,
  },
  downloads: {
    label: "Download the report",
    formats: { md: "Markdown", tex: "LaTeX", json: "JSON" },
  },
  matching: {
    title: "Before and after matching",
    before: "before",
    after: "after",
    help: "Before matching, codes count as the same if their labels differ only in case and spaces.",
    notComputed: (reason: string) => `The chance baseline of matching was not computed: ${reason}.`,
    baseline: (mean: string, quantile: string, permutations: number, seed: number, suggested: string) =>
      `Two independent raters would reach a κ of ${mean} on average by the suggested matching alone, and less than ${quantile} in 95 % of cases (${permutations} permutations of one rater’s codes, seed ${seed}). The suggestion gives these raters ${suggested}.`,
  },
  merges: {
    title: "Before and after merges",
    before: "before merges",
    after: "after merges",
    help: "Codes were merged after the round closed. A merge never lowers percent agreement, but it can raise or lower the other coefficients. Before merges: the codes after matching.",
  },
  order: {
    title: "Order of the codes",
    is: (order: string) => `The codes have an order, ${order}.`,
    unused: (order: string, reason: string) =>
      `The codes have an order, ${order}. It is not used: ${reason}.`,
    value: (name: string, value: string | null, interval: string | null) =>
      value === null ? `${name} is undefined` : `${name} ${value}${interval ? ` (${interval})` : ""}`,
    steps: (steps: number[]) => {
      const total = steps.slice(1).reduce((sum, count) => sum + count, 0);
      if (!total) return ": no pair of ratings differs.";
      const apart = steps.flatMap((count, step) =>
        step && count ? [`${formatted(count)} by ${counted(step, "step")}`] : [],
      );
      return `: ${counted(total, "pair of ratings differs", "pairs of ratings differ")}, ${apart.join(", ")}.`;
    },
    offScale: (count: number) => `${counted(count, "answer")} without a code counted as missing.`,
    apart: "Steps apart",
    pairs: "Pairs of ratings",
  },
  pairs: {
    title: "Pairs of raters",
    raters: "Raters",
    units: "Units both coded",
    agreement: "Agreement",
    interval: "Interval",
    names: (raters: string[]) => raters.join(", "),
    ofRater: (rater: string, mean: string) => `${rater} ${mean}`,
    means: (means: string[]) => `Mean with the others: ${means.join(", ")}.`,
  },
  passages: {
    title: "Agreement on passages",
    none: "Only the codes of units were compared, because no passage was marked.",
    common: (share: string) =>
      `Of the characters that raters marked with the same code, ${share} were common.`,
    undefined: (reason: string) => `Agreement on passages is undefined: ${reason}.`,
    code: "Code",
    all: "All codes",
    columns: ["Both marked", "Common characters", "Identical passages", "Touching passages", "Alpha"],
    marked: (both: number, gave: number) => `${formatted(both)} of ${formatted(gave)}`,
    interval: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
    noAlpha: "undefined",
    help: "Both marked: of the codes that two raters gave to a unit, those for which both marked a passage. Alpha: Krippendorff’s α for unitizing, this code against the rest of the text.",
  },
  unitsWithPassages: {
    title: "Units by their passages",
    position: "Passages",
    positions: {
      apart: "No common character",
      different: "Partly common",
      identical: "Identical",
      one: "Marked by one rater",
    },
    counted: (position: string, count: number) => `${position} (${formatted(count)})`,
    code: "Code",
    all: "All codes",
    unit: (unit: number, identifier: string) => `Unit ${unit}, ${identifier}`,
    none: "No unit.",
    more: "Show more units",
    common: (share: string) => `${share} common`,
  },
  sideBySide: {
    title: (unit: number) => `Passages of unit ${unit}`,
    sealed: "Passages",
    back: "Back to the agreement",
    code: "Code",
    text: "Text of the unit",
    rater: (rater: string) => `Passages of ${rater}`,
    gave: (codes: string[]) => (codes.length ? `Codes: ${codes.join(", ")}.` : "No code."),
    none: "No passage with this code.",
    quote: (quote: string) => `“${quote}”`,
    noCodes: "Nobody marked a passage of this unit.",
  },
  sensitivity: {
    none: "There are too few units or codes to show the effect of one of them.",
    withoutUnit: (low: string, high: string) =>
      `Without any one unit, the value is between ${low} and ${high}.`,
    unitsNeeded: (widths: string) => `Units needed for a narrower interval: ${widths}.`,
    width: (width: string, units: number) => `${formatted(units)} for ±${width}`,
    label: "Without one code",
    code: "Without units coded",
    remaining: "Remaining units",
    undefined: "undefined",
  },
  overTime: {
    title: "Agreement over time",
    round: "Round",
    name: (number: number) => `Round ${number}`,
    kind: (purpose: string, style: string) => `${purpose}, ${style}`,
    units: "Units",
    used: (used: number, total: number) => `${used} of ${total}`,
    primary: "Primary",
    value: "Value",
    interval: "Interval",
    axis: (from: string) => `${from} to 1.0`,
    threshold: "Threshold",
    noThreshold: "none",
    reached: (threshold: string, reached: boolean) => `${threshold}, ${reached ? "reached" : "not reached"}`,
  },
  confusion: {
    title: "Confusion matrix",
    help: (rows: string, columns: string) =>
      `Rows: ${rows}. Columns: ${columns}, numbered like the rows. On the diagonal both raters gave the same code.`,
    label: (rows: string, columns: string) => `${rows} against ${columns}`,
    cell: (row: string, column: string) => `${row} ↔ ${column}`,
    open: (count: number, cell: string) => `${count}, ${cell}: show these disagreements`,
  },
  disagreements: {
    title: (count: number) => `Disagreements (${count})`,
    label: "Disagreements",
    none: "The raters agree on every unit. There is nothing to adjudicate.",
    shown: (shown: number, total: number, codes: string[]) => `${shown} of ${total}: ${codes.join(" ↔ ")}`,
    all: "Show all",
    unit: "Unit",
    decision: "Decision",
    discussed: "under discussion",
    undecided: "undecided",
    decided: (codes: string, status: string) =>
      status === "resolved_by_merge" ? `${codes} (by a merge of codes)` : codes,
    decide: (count: number) => `Decide ${counted(count, "disagreement")}`,
    discuss: (count: number) => `Show ${count} under discussion`,
    review: "Show the decisions",
  },
  saturation: {
    summary: (rater: string, codes: number, last: number, units: number, end: string) =>
      `${rater}: ${counted(codes, "code")}, the last new one at unit ${last} of ${units}, ${end}`,
    reached: (unit: number) => `saturated after ${counted(unit, "unit")}`,
    notReached: "not saturated",
    help: "Faint lines: mean over all orders of the units. Saturated: 10 consecutive units added at most 5 % of the number of codes in the first 10 units (Guest, Namey and Chen 2020).",
  },
};
