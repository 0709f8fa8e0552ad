/** What a reader sees on the page of matching. */
import { counted, formatted } from "../../shared/text/count";

const codes = (count: number) => counted(count, "code");
const sharedCodes = (count: number) => counted(count, "shared code");

export const texts = {
  page: {
    title: (round: number) => `Matching of round ${round}`,
    lead: "Match the codes of different raters that mean the same. First ratings do not change.",
    sealed: "Matching",
    notNeededTitle: "No matching needed",
    notNeeded: (round: number) =>
      `The raters of round ${round} used one codebook, so their codes have the same meaning.`,
    emptyTitle: "No codes to match",
    empty: "The raters used no code in this round.",
    toAgreement: "Show agreement",
  },
  readOnly: {
    refusedTitle: "The matching is already confirmed",
    refused: "Your last change was not saved. The list below shows the confirmed matching.",
    confirmed: "Confirmed ",
    by: (member: string) => ` by ${member}`,
    openTitle: "The matching is not confirmed yet",
    open: "The lead or an adjudicator matches the codes. You can read the current state.",
  },
  confirm: {
    open: "Confirm the matching …",
    unmatched: (count: number) => `Codes without a shared code: ${formatted(count)}`,
    title: "Confirm the matching",
    word: "confirm",
    action: "Confirm the matching",
    effect: (count: number, raters: string, shared: number, single: number) =>
      `${codes(count)} of ${raters} become ${sharedCodes(shared)}, ${single} of them from a single code. The shared codes are added to the codebook. Every unit on which the raters still disagree goes to adjudication.`,
    final:
      "The matching cannot be changed afterwards. A release shows it with the member who made each match and the reasons.",
  },
  table: {
    sharedCode: "shared code",
    undo: "Undo",
    suggested: "Suggested",
    suggestedCount: (count: number) => `Suggested (${count})`,
    accept: "Accept",
    acceptAll: (count: number) => `Accept all ${count}`,
    unpaired: "Unmatched codes",
    unpairedCount: (count: number) => `Unmatched codes (${count})`,
    keepLabels: (count: number) => (count === 1 ? "Keep its own label" : "Keep their own labels"),
    unpairedHelp:
      "Drag a card onto the code that means the same, or select both and name the shared code. A code without a match can keep its own label.",
    matched: "Matched",
    matchedCount: (count: number) => `Matched (${sharedCodes(count)})`,
    none: "No matches yet. Matches are proposals until the matching is confirmed.",
    noCode: (rater: string) => `${rater}: no such code`,
    addSelected: "Add selected codes",
  },
  card: {
    label: (rater: string, label: string, count: number) =>
      `${rater}: ${label}, used on ${counted(count, "unit")}`,
    usedOn: ", used on ",
    units: " units",
    remove: (rater: string, label: string) => `Remove ${label} of ${rater}`,
    quote: (quote: string) => `“${quote}”`,
  },
  form: {
    title: "Match selected codes",
    selected: (selected: readonly { rater: string; label: string }[]) =>
      `${selected.map(({ rater, label }) => `${rater}’s ${label}`).join(" + ")} =`,
    label: "Label of the shared code",
    reason: "Reason (optional)",
    match: "Match codes",
    keepLabels: "Keep own labels",
    clear: "Clear selection",
  },
  preview: {
    title: "Consequence table after matching",
    help: "Agreed: units on which all raters agree. Open: units to adjudicate that have this code from at least one rater.",
    sharedCode: "Shared code",
    agreed: "Agreed",
    open: "Open",
  },
  agreement: {
    before: "before matching",
    after: (saving: boolean) => (saving ? "after matching …" : "after matching"),
    undefined: (reason: string) => ` undefined: ${reason}`,
    share: (share: number) => `, equal on ${Math.round(100 * share)} % of units`,
  },
  stale: {
    title: "The matching was changed by someone else",
    help: "Your last change was not saved. Load the newer matching, then repeat your change.",
    load: "Load newer matching",
  },
  keys: {
    match: "Match",
    move: "Move",
    accept: "Accept the suggestion for the focused card, or the first one",
    acceptAll: "Accept all suggestions",
    matchSelected: "Match the selected cards",
    keepLabels: "Keep the own labels of the selected cards",
    editLabel: "Edit the label of the shared code",
    clear: "Clear the selection",
    undo: "Undo your last change",
    below: "Card below (Space selects it)",
    above: "Card above",
    next: "Card of the next rater",
    previous: "Card of the previous rater",
  },
};
