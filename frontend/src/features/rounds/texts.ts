/** What a reader sees on the pages of rounds. */

import { counted } from "../../shared/text/count";
import { listed } from "../../shared/text/list";

const units = (count: number) => counted(count, "unit");

export const texts = {
  list: {
    title: "Rounds",
    lead: "A round is a set of units that several raters code. No rater sees the codings of the others until the round closes.",
    plan: "Plan a round",
    round: (number: number) => `Round ${number}`,
    summary: (style: string, count: number, state: string) => `${style} · ${units(count)} · ${state}`,
    disagreements: (count: number, undecided: number) =>
      `${counted(count, "disagreement")}, ${undecided} to decide`,
    noUnitsTitle: "Draw the sample first",
    noUnits: "A round needs units. Draw the sample from the corpus, then plan the first round.",
    toSample: "Go to the sample",
    noneTitle: "No round yet",
    none: "The plan states who codes, in which style, which statistic agreement is judged by and how disagreements are resolved. It cannot change once the round is open.",
  },
  since: {
    title: "Since the sample",
    changed: (count: number) =>
      `${counted(count, "unit differs", "units differ")} from the corpus of today. The round keeps what was drawn.`,
    show: "Show what differs",
  },
  round: {
    title: (number: number) => `Round ${number}`,
    change: "Change the plan",
    open: "Open the round",
    settle: "Settle the round",
    progress: "Progress",
    plan: "Plan",
    fixedPlan: "Plan, fixed when the round opened",
  },
  state: (label: string, note: string) => (note ? `${label}, ${note}` : label),
  stateNotes: { planned: "not open yet", open: "sealed", closed: "unsealed", settled: "" },
  form: {
    order: (order: string) => `The codes have an order, ${order}. It is fixed when the round opens.`,
    title: "Plan a round",
    changeTitle: (number: number) => `Change the plan of round ${number}`,
    raters: "Raters",
    ratersHelp: "No rater sees the codings of the others until the round closes.",
    invited: (name: string) => `${name} (invited; must join before the round opens)`,
    tooFewRaters: "Agreement needs two raters. Invite them on the members page.",
    units: "Units",
    unitsHelp: (total: number) => `Numbers and ranges such as 1-50, 73. Leave empty for all ${total}.`,
    noAdjudicator: "The study has no adjudicator. Give a member this role on the members page.",
    save: "Save the plan",
    cancel: "Cancel",
    note: "You can change the plan until the round opens.",
  },
  errors: {
    raters: "Choose at least two raters.",
    units: (word: string, total: number) => `Unknown units “${word}”. The units are numbered 1 to ${total}.`,
    choose: "Choose one.",
    number: ([low, high]: [number | null, number | null]) =>
      low === null
        ? `Enter a number of at most ${high}.`
        : high === null
          ? `Enter a number of at least ${low}.`
          : `Enter a number from ${low} to ${high}.`,
  },
  plan: {
    raters: "Raters",
    reassigned: "Changed after the round opened",
    reassignment: (count: number, from: string, to: string, time: string) =>
      `${units(count)} reassigned from ${from} to ${to} on ${time}`,
    order: "Order of the codes",
    orderSentence: (order: string) => `Order of the codes: ${order}.`,
    seed: "Seed of the intervals",
    times: "Times",
    yes: "Yes",
    no: "No",
    none: "None",
    events: {
      planned_at: "Planned",
      opened_at: "Opened",
      closed_at: "Closed",
      discussion_ended_at: "Discussion ended",
      settled_at: "Settled",
    },
    event: (word: string, time: string) => `${word} on ${time}`,
  },
  progress: {
    submitted: (submitted: number, assigned: number) => `${submitted} of ${assigned} submitted`,
    bar: (rater: string, submitted: number, assigned: number) =>
      `${rater}: ${submitted} of ${assigned} units submitted`,
    commitment: (hash: string) => `Commitment (SHA-256) ${hash}`,
    earlierCommitment: (hash: string) =>
      `Commitment from before more units were assigned, which it does not cover (SHA-256) ${hash}`,
  },
  allocation: {
    everyone: (names: string, count: number) =>
      `${names} each code ${count === 1 ? "the unit" : `all ${units(count)}`}.`,
    shared: (names: string, count: number, each: string) =>
      `${names} share ${units(count)}. ${each} The raters of each unit are drawn at random.`,
    fixedNumber: (raters: number | null) => `Each unit is coded by ${raters} raters.`,
    overlap: (percent: number) => `${percent} % of the units are coded by two raters, the others by one.`,
    remaining: (rater: string, count: number) => `${rater} ${count}`,
    title: "Allocation",
    label: "Units of each rater",
    rater: "Rater",
    units: "Units",
    numbers: "Numbers",
    note: (overlap: number) =>
      `Units coded by at least two raters: ${overlap}. Agreement is computed on them. This list disappears when the round opens, because it would reveal who has submitted what.`,
  },
  reassign: {
    open: "Reassign units",
    title: (number: number) => `Reassign units of round ${number}`,
    help: "Units that are not submitted go to the other rater without their drafts. The units are drawn at random, and only the new rater sees them. Submitted codings stay and count. If the round then has three raters instead of two, agreement is reported with Krippendorff's alpha instead of Cohen's kappa.",
    toYourself: (rater: string) =>
      `You will see the units that you receive, and so know that ${rater} had not submitted them. If you take all units that remain, you know that the others are submitted. If they go back to ${rater}, no lead can take units of ${rater} again.`,
    from: "From",
    remaining: (count: number) => `${count} not submitted`,
    to: "To",
    count: "Number of units",
    countHelp: "Leave empty for the largest possible number",
    cancel: "Cancel",
    confirm: "Reassign",
  },
  open: {
    title: (number: number) => `Open round ${number}`,
    word: "open",
    warnings: {
      title: "Before you open the round",
      notAccepted: (names: string[]) =>
        `${listed(names)} ${names.length === 1 ? "has" : "have"} not accepted the invitation yet. The round cannot open before that.`,
      nobodySettles:
        "Nobody can settle disagreements: the plan has no final rater who is a member of the study.",
      noThreshold: "The plan has no threshold. You cannot add one later.",
      noPilot: "No pilot round was coded before. A pilot shows whether raters understand the task.",
      withheld: (numbers: number[]) =>
        `${numbers.length === 1 ? "Release" : "Releases"} ${listed(numbers.map(String))} of this study ${numbers.length === 1 ? "contains" : "contain"} severities that the round hides, and ${numbers.length === 1 ? "is" : "are"} withheld from its raters until it closes.`,
      publicRelease: (number: number, study: string) =>
        `Release ${number} of “${study}” contains severities that the round hides, and is public. It is withheld from raters only while they are signed in: they can read it after signing out, or with a second account.`,
    },
    links: {
      members: "Members",
      rounds: "Rounds",
      releases: "Releases",
      release: (number: number) => `Release ${number}`,
    },
    sealed: "Codings stay sealed until you close the round.",
    final: "This plan cannot be changed after the round opens.",
  },
  close: {
    open: "Close the round",
    title: (number: number) => `Close and unseal round ${number}`,
    word: "unseal",
    confirm: "Close and unseal",
    visible: (names: string) =>
      `All members of the study can then read what ${names} submitted. This cannot be undone.`,
    final: "The codings can no longer be changed, and no further coding can be submitted.",
    agreement: "Agreement is computed from these first ratings.",
    matching: "The raters' own codes must be matched before disagreements are known.",
    unfinished: (remaining: string) => `Not finished. Remaining units: ${remaining}.`,
    anyway:
      "Close anyway. Units without a submitted coding count as not coded, and no one sees their drafts.",
  },
};
