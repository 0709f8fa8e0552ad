/** What a reader sees in the parts that several features share. */
import type { Step, StepProgress } from "../api/studies";
import type { Answer } from "./activities/answers";

export const texts = {
  order: { scored: (label: string, score: number) => `${label} (${score})` },
  activities: {
    answers: { yes: "Yes", no: "No", unclear: "Cannot tell" } satisfies Record<Answer, string>,
    suggested: { yes: "Yes", no: "No", cannot_tell: "Cannot tell" },
    findings: (label: string) => `Findings on ${label}`,
    noFindings: (label: string) => `No finding on ${label} in the text.`,
  },
  corpus: {
    own: "This study's corpus",
    shared: (name: string) => `${name} (shared)`,
  },
  codes: {
    list: "Codes",
    create: "Create code ",
    none: "No results.",
    topLevel: "Top level",
  },
  /** The fields of a code, by their names in the API. */
  codeFields: {
    label: "Label",
    definition: "Definition",
    when_to_use: "When to use",
    when_not_to_use: "When not to use",
    examples: "Typical examples",
    near_misses: "Near misses",
    colour: "Colour",
    parent: "Parent code",
  },
  mergedInto: (labels: readonly string[]) => `→ ${labels.join(", ")} (merged)`,
  intervals: {
    range: (low: string, high: string) => `${low} to ${high}`,
    none: "no interval",
  },
  axis: {
    threshold: (value: string) => `threshold ${value}`,
    undefinedName: (name: string) => `${name}: undefined`,
    undefined: (name: string, reason: string | null) => `${name}: undefined, ${reason}`,
    estimate: (name: string, value: string, interval: string) => `${name}: ${value}, interval ${interval}`,
    description: (estimates: string[], threshold: string | null) =>
      `${estimates.join("; ")}. ${threshold === null ? "No threshold was fixed." : `Threshold ${threshold}.`}`,
  },
  figure: {
    failed: "The figure could not be loaded. The table shows the same numbers.",
  },
  keyboard: {
    title: "Keyboard shortcuts",
    to: " to ",
    screen: "This screen",
    everywhere: "All screens",
    help: "Show the keyboard shortcuts",
    read: "Read",
    down: "Scroll down",
    up: "Scroll up",
    pageDown: "Scroll down one page",
    pageUp: "Scroll up one page",
  },
  steps: {
    corpus: "Corpus",
    sample: "Sample",
    codebook: "Codebook",
    rounds: "Rounds",
    code: "Code",
    match: "Match",
    agreement: "Agreement",
    adjudicate: "Adjudicate",
    release: "Release",
  } satisfies Record<Step, string>,
  stepStates: {
    done: "done",
    now: "now",
    waiting: "waiting",
  } satisfies Record<StepProgress["state"], string>,
  nextStep: {
    corpus: "Import advisories",
    sample: "Draw the sample",
    codebook: "Go to the codebook",
    rounds: "Go to the round",
    code: "Continue coding",
    match: "Match the codes",
    agreement: "Show the agreement",
    adjudicate: "Go to the disagreements",
    release: "Go to the release",
  } satisfies Record<Step, string>,
  nextInspection: "Inspect projects",
  nextPage: "Open the next step",
  document: {
    changedTitle: "Segments cannot be marked in this text",
    changed:
      "The displayed text differs from the stored document, so segments would be at wrong positions. You can read the text and choose codes. Please tell the study lead.",
  },
  list: {
    and: (first: string, last: string) => `${first} and ${last}`,
  },
  copy: {
    copy: "Copy",
    copied: "Copied",
  },
  error: {
    page: "This page failed",
    pageHelp: "Reload the page. Your saved work is not affected.",
    unreachable: "No connection",
    forbidden: "You don't have access",
    notFound: "Not found",
    server: "The server failed",
    refused: "The request was refused",
    retry: "Try again",
  },
  files: {
    over: "Drop to import",
    drop: (what: string) => `Drop ${what} here`,
    choose: (multiple: boolean) => (multiple ? "Choose files" : "Choose a file"),
  },
  loading: "Loading…",
  longText: {
    more: "Show all",
    less: "Show less",
  },
  sealed: {
    planned: (round: number) => `Round ${round} has not started`,
    open: "Sealed until the round closes",
    showRound: (round: number) => `Show round ${round}`,
    help: (what: string) =>
      `${what} is based on the raters’ codings. They are sealed until the study lead closes the round, so that raters do not influence each other.`,
    progress: (raters: readonly { name: string; submitted: number; assigned: number }[]) =>
      raters.map(({ name, submitted, assigned }) => `${name} ${submitted} of ${assigned}`).join(", "),
  },
  notice: "Note on this study",
  time: {
    locale: "en",
    dateLocale: "en-GB",
    justNow: "just now",
  },
  confirm: {
    typeBefore: "Type ",
    typeAfter: " to continue",
    cancel: "Cancel",
    help: (word: string) => `The button is enabled when you have typed “${word}”.`,
  },
  wideTable: (label: string) => `${label}, scrolls horizontally`,
};
