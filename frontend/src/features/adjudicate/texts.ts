/** What a reader sees on the page of adjudication. */

import { counted, quoted } from "../../shared/text/count";
import { listed } from "../../shared/text/list";
import { texts as sharedTexts } from "../../shared/texts";

const disagreements = (count: number) => counted(count, "disagreement");
const units = (count: number) => counted(count, "unit");

const WHEN_TO_USE = quoted(sharedTexts.codeFields.when_to_use);

export const texts = {
  page: {
    title: (round: number) => `Adjudication of round ${round}`,
    unitTitle: (unit: string, round: number) => `Adjudication of unit ${unit} of round ${round}`,
    sealed: "Adjudication",
    unmatchedTitle: "The matching is not confirmed",
    unmatched: "Disagreements appear once the matching is confirmed.",
    match: "Match the codes",
    noMatchTitle: "No disagreement matches the filters",
    noMatch: (count: number) => `The round has ${disagreements(count)}.`,
    clearFilters: "Clear filters",
  },
  head: {
    position: (position: number, count: number) => `Disagreement ${position} of ${count}`,
    hidden: (unit: number) => `Unit ${unit}, hidden by the filters`,
    pair: (pair: string) => ` · ${pair}`,
    samePair: (count: number) => ` · ${count} more with these codes`,
    decided: (decided: number, total: number) => `${decided} of ${total} decided`,
    undo: "Undo",
    undoHelp: (unit: number) => `Withdraw the decision on unit ${unit} (u)`,
    all: "Show all disagreements",
  },
  filters: {
    pair: "Filter by pair of codes",
    allPairs: "All pairs",
    pairCount: (pair: string, open: number, count: number) => `${pair} (${open} of ${count} open)`,
    code: "Filter by code",
    allCodes: "All codes",
    certainty: "Filter by certainty",
    anyCertainty: "Any certainty",
    hasCertainty: (certainty: string) => `a rater is ${certainty}`,
    discussion: "Filter by discussion",
    anyDiscussion: "Discussion",
    canBeDecided: "can be decided",
  },
  text: {
    unit: (unit: number) => `Unit ${unit}`,
    label: (unit: number, title: string) => `Unit ${unit}: ${title}`,
  },
  coding: {
    label: (rater: string) => `Coding of ${rater}`,
    ownCodes: (labels: readonly string[]) =>
      `own ${labels.length === 1 ? "code" : "codes"}: ${labels.join(", ")}`,
    flagged: "flagged for discussion",
    quote: quoted,
    unclear: (labels: readonly string[]) => `Cannot tell: ${labels.join(", ")}`,
    noActivity: "No activity",
    answers: {
      choose: (rater: string) => `Use ${rater}’s answers`,
      chosen: (rater: string) => `✓ ${rater}’s answers used`,
    },
    choose: (rater: string) => `Use ${rater}’s codes`,
    chosen: (rater: string) => `✓ ${rater}’s codes used`,
    /** The same for a coding without a code. */
    noCode: (answer: string) => ({
      choose: (rater: string) => `Use ${rater}’s: ${answer}`,
      chosen: (rater: string) => `✓ ${rater}’s used: ${answer}`,
    }),
  },
  current: {
    label: "Current decision",
    decided: (method: string, member: string | null | undefined) =>
      `Decided ${method}${member ? ` by ${member}` : ""}: `,
    reason: (reason: string) => `. ${reason}`,
  },
  rule: {
    open: "Add to the codebook …",
    title: "Add this reason to the codebook",
    code: "Code",
    whenToUse: (label: string, text: string) => `Current ${WHEN_TO_USE} of ${quoted(label)}: ${text}`,
    addition: (label: string) => `Addition to ${WHEN_TO_USE} of ${quoted(label)}`,
    add: "Add the rule",
    changeReason: (unit: number) => `From the decision on unit ${unit}`,
  },
  discussion: {
    label: "Discussion",
    failed: "The discussion could not be loaded.",
    waiting: "Waiting for: ",
    you: "you",
    ended: "The lead has ended the discussion.",
    keeps: "keeps the first rating: ",
    changes: (codes: string) => `changes to ${codes}: `,
    comment: "Comment",
    commentOrReason: "Comment, or reason to keep or change your codes",
    add: "Add comment",
    keep: "Keep codes",
    newCodes: "Codes to change to",
    codes: "Codes",
    withoutCode: "Without a code",
    change: "Change codes",
    activity: (label: string, answer: string) => `${label}: ${answer.toLowerCase()}`,
  },
  endDiscussion: {
    open: "End the discussion …",
    reopen: "Reopen the discussion",
    title: "End the discussion",
    effect: (waiting: number, finalRater: string | null) =>
      `${disagreements(waiting)} ${waiting === 1 ? "awaits" : "await"} a rater’s response. Once the discussion has ended, raters can no longer add remarks or keep or change their codes, and ${finalRater ?? "the final rater"} decides. All remarks are kept.`,
    reason: "Reason",
    reasonHelp: "Optional, shown in the audit trail",
    note: "You can reopen the discussion until the final rater decides a unit.",
    cancel: "Cancel",
    confirm: "End the discussion",
  },
  decision: {
    label: "Decision",
    none: "no codes chosen yet",
    noCodeHelp: {
      not_applicable: "No consequence applies. The unit counts in the percentages of the table.",
      cannot_tell: "The text does not say enough to decide. The unit does not count in the percentages.",
    },
    needsReason: {
      not_applicable: "Enter as the reason why no consequence applies.",
      cannot_tell: "Enter as the reason what the text does not say.",
    },
    retired: "retired",
    merged: "merged",
    remove: (label: string) => `Remove ${label}`,
    chooseAll: "Use all codes",
    find: "Find a code",
    reason: "Reason",
    decide: "Decide unit",
    change: "Change the decision",
    retiredCode: (label: string) =>
      `${quoted(label)} is retired from the codebook. Choose another code, or ask the study lead to restore it.`,
    offeredReasons: "Reuse a reason:",
    method: "Method of the decision",
  },
  activities: {
    label: "Answers by activity",
    activity: "Activity",
    rules: "Rules",
    reason: (reason: string) => `Rules: ${reason}`,
    decisionOn: (label: string) => `Decision on ${label}`,
    show: "Show what the rules suggest",
    recorded: "It is recorded that you saw it.",
    unanswered: (labels: readonly string[]) => `Without an answer: ${labels.join(", ")}.`,
    keys: {
      yes: "Decide the row with yes",
      no: "Decide the row with no",
      unclear: "Decide the row with cannot tell",
      previousRow: "Previous row",
      nextRow: "Next row",
      row: "Go to the row and its findings in the text",
      suggestion: "Show what the rules suggest (recorded)",
    },
  },
  refusal: {
    resolvedByMerge:
      "A merge of codes resolved this disagreement. To decide it, undo the merge in the codebook.",
    settled: "The round is settled. Its decisions are final.",
    changeLater: (raters: readonly string[]) =>
      `You can change the decision after ${listed(raters)} ${raters.length === 1 ? "keeps or changes" : "keep or change"} their codes, or after the lead ends the discussion.`,
    awaitingResponse: (raters: readonly string[]) =>
      `Under discussion, awaiting a response from ${listed(raters)}.`,
    discussionEnded: (finalRater: string | null) =>
      `The discussion has ended. ${finalRater ?? "The final rater"} decides the remaining units.`,
    finalRaterDecided: "The final rater has decided. A discussion cannot change the decision.",
    finalRaterOnly: (finalRater: string | null) =>
      `Only the final rater${finalRater ? ` (${finalRater})` : ""} can decide.`,
    adjudicatorsOnly: "Only the lead, an adjudicator or the final rater can decide.",
  },
  finalRater: {
    open: (count: number) => `Apply your codes to ${units(count)} …`,
    title: "Apply the final rater’s own codes",
    effect: (count: number) =>
      `Your first ${count === 1 ? "coding decides" : "codings decide"} ${counted(count, "open disagreement")}. The codings of the other raters stay on record, and agreement does not change.`,
    openUnits: {
      not_coded: (count: number) => `Units that remain open because you did not code them: ${count}`,
      no_code: (count: number) => `Units that remain open because you could not tell: ${count}`,
      position_changed: (count: number) =>
        `Units that remain open because you changed your codes in the discussion: ${count}`,
      code_retired: (count: number) => `Units that remain open because your code is retired: ${count}`,
      awaiting_response: (count: number) =>
        `Units that remain open because they are under discussion: ${count}`,
    },
    note: "You can withdraw each decision until the round is settled. The release states how many units were decided this way.",
    cancel: "Cancel",
    confirm: (count: number) => `Decide ${units(count)}`,
  },
  settle: {
    agreedTitle: "The raters agree on every unit",
    settledTitle: (round: number) => `Round ${round} is settled`,
    decidedTitle: (count: number) =>
      count === 1 ? "The disagreement is decided" : `All ${count} disagreements are decided`,
    settled: "You can publish the result. The round can be reopened until a release uses it.",
    decided:
      "Once the round is settled, every unit has final codes and no decision can be changed. First ratings and decisions stay on record.",
    open: (round: number) => `Settle round ${round} …`,
    whoSettles: "The lead, an adjudicator or the final rater settles the round.",
    toRelease: "Go to the release",
    undo: (unit: number) => `Undo the decision on unit ${unit}`,
    review: "Review the decisions",
    title: (round: number) => `Settle round ${round}`,
    word: "settle",
    confirm: "Settle the round",
    effect: (count: number) =>
      `The decisions on ${disagreements(count)} become final for all members. The round can be reopened until a release uses it.`,
  },
  reopen: {
    open: "Reopen the round …",
    title: (round: number) => `Reopen round ${round}`,
    effect: "Decisions can then be changed. They stay on record.",
    blinded:
      "The final rater has seen the raters' names since the round was settled. The release will say which units were decided after that.",
    reason: "Reason",
    reasonHelp: "Shown in the audit trail and in the methods section of the release",
    cancel: "Cancel",
    confirm: "Reopen the round",
  },
  similar: {
    show: "Show decisions on similar units",
    label: "Decisions on similar units",
    none: "No similar unit is decided.",
    unit: (unit: number) => `Unit ${unit}`,
    similarity: (percent: string) => ` (${percent} % similar): `,
    different: " – different from your choice",
  },
  keys: {
    decide: "Decide",
    move: "Move",
    chooseLeft: "Use the answer of the rater at the left",
    chooseRight: "Use the answer of the rater at the right",
    chooseAll: "Use the codes of all raters",
    notApplicable: "Not applicable: no consequence applies",
    cannotTell: "Cannot tell: the text does not say enough",
    find: "Find a code",
    reason: "Write the reason",
    similar: "Show decisions on similar units",
    confirm: "Decide and open the next undecided unit",
    confirmFromField: "The same from any field",
    undo: "Withdraw this decision, or your last one",
    undoLast: "Withdraw your last decision",
    next: "Next disagreement",
    previous: "Previous disagreement",
  },
};
