/** What a rater reads on the pages of coding. */

import type { Answer } from "../../shared/activities/answers";
import { counted, formatted, quoted } from "../../shared/text/count";
import { listed } from "../../shared/text/list";

const units = (count: number) => counted(count, "unit");
const submittedUnits = (count: number) => counted(count, "submitted unit");
const drafts = (count: number) => counted(count, "draft");

export const texts = {
  page: {
    title: (round: number) => `Coding in round ${round}`,
    unitTitle: (unit: number, round: number) => `Unit ${unit} of round ${round}`,
    showRound: (round: number) => `Show round ${round}`,
    notRaterTitle: (round: number) => `You are not a rater of round ${round}`,
    notRater: (raters: string[]) =>
      raters.length > 0
        ? `Its raters are ${listed(raters)}. Their codings are sealed until the round closes.`
        : "The round has no raters yet.",
    notStartedTitle: (round: number) => `Round ${round} has not started`,
    notStarted: "Your units appear here once the study lead opens the round.",
  },
  head: {
    round: (round: number, style: string) => `Round ${round} · ${style}`,
    unit: (unit: number) => `Unit ${unit}`,
    sealed: "sealed",
    sealedUntilClose: "sealed until the round closes",
    unsealed: "unsealed",
    submitted: (submitted: number, total: number) => `${submitted} of ${total} submitted`,
    flagged: (count: number) => ` · ${count} flagged`,
    shortcuts: "keyboard shortcuts",
    undo: "Undo",
    undoHelp: "Undo your last change (u)",
    undoActivityHelp: "Undo your last change (Ctrl Z)",
  },
  phone: {
    previous: "Previous unit",
    next: "Next unit",
    submitted: "Your coding",
    suggestion: "Coding and suggestion",
    choose: "Choose a code",
    codes: (count: number) => `Codes (${count}) and submit`,
    activities: (answered: number, total: number) => `Activities (${answered} of ${total})`,
  },
  activities: {
    region: "Activities",
    selection: "The next number marks the selected words and answers its row with yes.",
    answerTo: (label: string) => `Answer for ${label}`,
    answered: (label: string, answer: Answer) =>
      `${label}: ${{ yes: "yes", no: "no", unclear: "cannot tell" }[answer]}.`,
    none: "Not answered",
    noRow: (key: string) => `There is no row ${key}.`,
    marked: (label: string) => `Words marked for ${label}`,
  },
  suggestion: {
    show: "Show what the rules suggest",
    final: "Your answer becomes final: you can no longer change it.",
    shown: "You have seen it. Your answer is final.",
    title: "What the rules suggest",
    activity: "Activity",
    yours: "You",
    rules: "Rules",
    nowFinal: "You have seen what the rules suggest, so your answer is final.",
  },
  save: {
    saving: "Saving…",
    saved: "Saved",
    savedSeconds: (seconds: number) => `Saved ${seconds} s ago`,
    savedMinutes: (minutes: number) => `Saved ${minutes} min ago`,
    unreachable: (offline: boolean, stored: boolean) =>
      `${offline ? "Offline" : "Server error"}: ${
        stored ? "draft stored in this browser" : "this browser stores no drafts, so keep this page open"
      }. Trying again …`,
    conflict: "Not saved: edited in two windows",
    refused: (detail: string) => `Not saved: ${detail}`,
    otherDrafts: (count: number) => ` Other units with unsent drafts: ${formatted(count)}.`,
  },
  conflict: {
    title: "This unit was edited in two places",
    help: "Choose the version to keep. The other one is discarded.",
    mine: "In this window",
    keepMine: "Keep this version",
    theirs: "Changed in another window",
    keepTheirs: "Keep the other version",
    memo: (memo: string) => (memo ? `Memo: ${memo}` : "No memo"),
    noCertainty: "No certainty",
  },
  text: {
    region: "Text",
    published: (day: string) => `published ${day}`,
    label: (unit: number, title: string) => `Unit ${unit}: ${title}`,
    classifications: (severity: string, cvss: number | null, cwes: readonly string[]) =>
      [`Severity ${severity || "unknown"}`, ...(cvss === null ? [] : [`CVSS ${cvss}`]), ...cwes].join(", "),
    selectionCodes: "Codes for the selected words",
    otherCode: "Find another code",
    references: (count: number) => `References (${count})`,
  },
  codes: {
    region: "Codes",
    findOrCreate: "Find or create a code",
    find: "Find a code",
    selection: "The next code marks the selected words.",
    order: (order: string) => `The codes have an order, ${order}.`,
    noneOwn: "You have no codes yet. Press / and type a label to create one.",
    noneFixed: "The codebook is empty. Ask the study lead to add codes.",
    fold: (label: string) => `Fold ${label}`,
    unfold: (label: string) => `Unfold ${label}`,
    edit: "Edit",
    editCode: (label: string) => `Edit ${label}`,
    noDefinition: "No definition yet",
    giveKey: "Key",
    giveKeyTo: (label: string) => `Give ${label} a key`,
    pressKey: (label: string) => `Press a key from 1 to 9 for ${quoted(label)}, or Esc.`,
    focusCode: "Move to a code with the Tab key, then press p and a key from 1 to 9.",
    noCodeAtKey: (key: string) => `Key ${key} has no code.`,
    keyGiven: (key: string, label: string) => `Key ${key} is now ${quoted(label)}.`,
    keySwapped: (key: string, label: string, other: string, otherKey: string | undefined) =>
      `Key ${key} is now ${quoted(label)}; ${quoted(other)} has ${otherKey ? `key ${otherKey}` : "no key"}.`,
    exampleAdded: (field: "examples" | "near_misses", label: string) =>
      `Added as ${field === "examples" ? "an example" : "a near miss"} of ${quoted(label)}.`,
  },
  chosen: {
    none: "No code yet.",
    list: "Codes of this unit",
    retiredCode: "Retired code",
    removeCode: (label: string) => `Remove ${label}`,
    showSegment: (quote: string) => `Show “${quote}” in the text`,
    moveSegment: "Use selected words",
    moveSegmentHere: (quote: string) => `Use the selected words instead of “${quote}”`,
    removeSegment: (quote: string) => `Remove the segment “${quote}”`,
  },
  form: {
    region: "Coding of this unit",
    memo: "Memo",
    memoHelp: "Visible to others after the round closes",
    certainty: "Certainty",
    noCodeHelp: (multiLabel: boolean) => ({
      cannot_tell: "The text does not say enough. Not counted for agreement.",
      not_applicable: multiLabel
        ? "You understood the text, and no consequence applies. Counted for agreement."
        : "You understood the text, and no consequence applies. Not counted for agreement.",
    }),
    flag: "Flag for discussion",
    reason: "Reason for the change",
    submit: "Submit unit",
    submitChange: "Submit change",
    discardChange: "Discard change",
    defer: "Defer unit",
    resume: "Resume unit",
    unreachableTitle: "Not submitted yet",
    unreachable:
      "The server could not be reached. Your coding is kept in this browser. Submit it again when you are online; repeating a submission has no effect.",
  },
  blocker: {
    conflict: "Choose one of the two versions first.",
    code: "Choose a code, “cannot tell” or “not applicable” first.",
    reason: "Give a reason for the change first.",
    activities: (labels: readonly string[]) =>
      `Answer each activity first. Without an answer: ${labels.join(", ")}.`,
  },
  submitted: {
    title: "Submitted",
    version: (version: number) => `, version ${version}`,
    missing: "You did not submit this unit before the round closed.",
    noCode: (reason: string) => `Submitted without a code: ${reason}.`,
    flagged: "Flagged for discussion.",
    memo: "Memo",
    certainty: (certainty: string) => `Certainty: ${certainty}`,
    next: "Open next unfinished unit",
    end: "Show the end of your list",
    change: "Change coding",
    closed: "The round is closed. This coding counts for agreement.",
  },
  similar: {
    compare: "Compare with similar units",
    help: "For your own consistency. The comparison is recorded. Agreement is also reported without these units.",
    title: "Your similar units",
    none: "You have submitted no similar units.",
    retiredCode: "retired code",
    similarity: (percent: number) => `${percent} % similar`,
  },
  unitList: {
    region: "Units",
    filter: "Units shown",
    filters: { all: "All units", unfinished: "Unfinished", flagged: "Flagged", deferred: "Deferred" },
    flagged: "flagged",
    deferred: "deferred",
    hidden: (count: number) => `${formatted(count)} more. Go to a unit by its number.`,
    goTo: "Go to unit number",
    goToPlaceholder: "Go to unit …   g",
    unknown: (unit: string) => `You have no unit ${unit}.`,
    files: "Download or import codings",
  },
  complete: {
    title: (total: number) =>
      total === 0 ? "No units are assigned to you" : `You have coded all ${units(total)}`,
    waiting: (round: number, raters: string[]) =>
      `${listed(raters)} ${raters.length === 1 ? "is" : "are"} still coding. Round ${round} stays sealed until the lead closes it. Until then, no other member sees your codings, and you do not see theirs.`,
    allFinished:
      "All raters have finished, and the lead can close the round now. Until then, no other member sees your codings, and you do not see theirs.",
    next: (matching: boolean, finalRater: string | null) =>
      `After the round closes, ${matching ? "the raters' codes are matched, " : ""}agreement is computed and disagreements are adjudicated${
        finalRater ? ` (final rater: ${finalRater})` : ""
      }. Until then, you can change a coding with a reason.`,
    progress: "Submitted units per rater",
    you: " (you)",
    progressOf: (rater: string) => `Progress of ${rater}`,
    submitted: (submitted: number, assigned: number) => `${submitted} of ${assigned}`,
    commitment: "Commitment to your codings",
    commitmentHelp:
      "A salted SHA-256 hash of your submitted codings. All members except a blinded final rater see the hash. It reveals nothing until the round is unsealed. It does not cover codings that you change later; closing the round states which.",
    time: "Your time on task",
    timeHelp: "Only you see it. A release shows the total per rater.",
    toStudy: "Open study",
    download: "Download your codings",
    review: "Review your units",
  },
  describe: {
    title: (label: string) => `Code: ${label}`,
    labelRequired: "A label is required.",
    addExample: "Add as typical example",
    addNearMiss: "Add as near miss",
    scope: (submitted: number, draftCount: number) =>
      submitted + draftCount === 0
        ? "None of your units has this code yet."
        : `${submittedUnits(submitted)} and ${drafts(draftCount)} of yours show the change. They keep the code.`,
    reason: "Reason (optional)",
    cancel: "Cancel",
    save: "Save code",
    merge: "Merge into another code …",
    split: "Split code …",
    retire: "Retire code …",
    saved: (label: string) => `${quoted(label)} was saved.`,
    undone: "Undone.",
    undo: "Undo",
    undoReason: "Undone",
    close: "Close",
  },
  recode: {
    title: (kind: "merge" | "split" | "retire", label: string) =>
      `${{ merge: "Merge", split: "Split", retire: "Retire" }[kind]} ${quoted(label)}`,
    effect: {
      merge: (submitted: number, draftCount: number, label: string) =>
        `Changed to the other code: ${submittedUnits(submitted)} and ${drafts(draftCount)}. ${quoted(label)} can no longer be chosen. Your earlier codings are kept as earlier versions.`,
      split: (submitted: number, label: string) =>
        `Choose the units that get the other code (${submittedUnits(submitted)}). The others keep ${quoted(label)}. Your earlier codings are kept as earlier versions.`,
      retire: (submitted: number, draftCount: number) =>
        `The code can no longer be chosen. Submitted units that keep it: ${submitted}. Drafts that keep it until you change them: ${draftCount}.`,
    },
    into: "Merge into",
    other: "Other code",
    newCode: "New code",
    newLabel: "Label of the new code",
    mergedUnits: "Units that change",
    splitUnits: "Units that get the other code",
    unit: (unit: number, title: string) => `${unit}. ${title}`,
    reason: "Reason",
    reasonOptional: "Reason (optional)",
    merge: "Merge codes",
    split: (count: number) => `Recode ${units(count)}`,
    retire: "Retire code",
    retired: (label: string) => `${quoted(label)} was retired.`,
    recoded: (count: number, label: string) => `${units(count)} recoded to ${quoted(label)}.`,
  },
  codings: {
    title: (round: number) => `Your codings in round ${round}`,
    lead: "Download your codings, or import codings from a spreadsheet or from Label Studio.",
    back: "Back to coding",
    download: "Download",
    downloadHelp:
      "Your submitted codings with codes, segments, memo, certainty and time on task. CSV and Excel files can be imported again.",
    import: "Import from a file",
    importHelp:
      "A sheet with a column of units and one of codes, or one with your name; memo, certainty, uncoded and discuss are read as well. A lead enters the ratings of raters without an account. Each valid line becomes a submission. You see a preview first.",
    entered: (rater: string, file: string, created: number, unchanged: number) =>
      `${rater}, from ${file}: ${counted(created, "coding")} to submit, ${formatted(unchanged)} unchanged`,
    openWarnings: "Open each warning first.",
    preview: (created: number, unchanged: number, invalid: number) =>
      `Preview: ${created} to submit, ${unchanged} unchanged, ${invalid} invalid.`,
    done: (created: number, unchanged: number, invalid: number) =>
      `${created} submitted, ${unchanged} unchanged, ${invalid} invalid.`,
    newCodes: (labels: string[]) => `New codes: ${labels.map(quoted).join(", ")}.`,
    invalid: "Invalid lines",
    remarks: "Remarks on valid lines",
    confirm:
      "A submission cannot be withdrawn. It can be changed with a reason while the round is in progress.",
    submit: (count: number) => `Submit ${counted(count, "coding")}`,
  },
  offline: {
    title: "Code offline",
    own: "Download a workbook",
    of: (name: string) => `Download a workbook for ${name}`,
    help: "An Excel workbook with the texts, the codes as a drop-down, and a row for each unit. Enter it below when it is filled in; it can be entered again with more units.",
  },
  keys: {
    code: "Code",
    activities: "Activities",
    yes: "Answer the row with yes",
    no: "Answer the row with no",
    unclear: "Answer the row with cannot tell",
    previousRow: "Previous row",
    nextRow: "Next row",
    row: "Go to the row and its findings in the text, or mark the selected words for it",
    suggestion: "Show what the rules suggest (after submitting, your answer becomes final)",
    units: "Units",
    give: "Add or remove the code, or mark the selected words with it",
    chooseKey: "Give the focused code another key: p, then 1 to 9",
    find: "Find or create a code",
    memo: "Write a memo (Esc leaves the field)",
    certainty: "Change your certainty",
    cannotTell: "Cannot tell: the text does not say enough",
    notApplicable: "Not applicable: no consequence applies",
    flag: "Flag the unit for discussion",
    example: "Add the selected or last marked words as a typical example of their code",
    nearMiss: "Add them as a near miss of their code",
    undo: "Undo your last change",
    clear: "Clear the selection",
    submit: "Submit and open the next unit",
    next: "Next unit",
    previous: "Previous unit",
    defer: "Defer or resume the unit",
    similar: "Compare with your similar units (after submitting)",
    goTo: "Go to a unit by its number",
  },
};
