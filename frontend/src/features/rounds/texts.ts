/** What a reader sees on the pages of rounds. */
import type { Round } from "../../api/studies";
import { listed } from "../../shared/text/list";

const units = (count: number) => (count === 1 ? "1 unit" : `${count} units`);

export const texts = {
  list: {
    title: "Rounds",
    lead: "A round is a set of units that several raters code. No rater sees the codings of the others until the round closes.",
    plan: "Plan a round",
    round: (number: number) => `Round ${number}`,
    summary: (style: string, count: number, state: string) => `${style} · ${units(count)} · ${state}`,
    disagreements: (count: number, undecided: number) => `${count} disagreements, ${undecided} to decide`,
    noUnitsTitle: "Draw the sample first",
    noUnits: "A round needs units. Draw the sample from the corpus, then plan the first round.",
    toSample: "Go to the sample",
    noneTitle: "No round yet",
    none: "The plan states who codes, in which style, which statistic agreement is judged by and how disagreements are resolved. It cannot change once the round is open.",
  },
  round: {
    title: (number: number) => `Round ${number}`,
    change: "Change the plan",
    open: "Open the round",
    settle: "Settle the round",
    progress: "Progress",
    plan: "Plan",
    fixedPlan: "Plan, fixed when the round opened",
    next: {
      code: "Continue coding",
      match: "Match the codes",
      adjudicate: "Decide",
      agreement: "Show the agreement",
    },
  },
  styles: {
    open: {
      name: "Open coding",
      help: "Each rater creates codes. After the round the codes are matched.",
    },
    shared: {
      name: "Shared codebook",
      help: "All raters use one codebook and can add codes to it while they code.",
    },
    closed: {
      name: "Fixed codebook",
      help: "All raters use the current codebook. It is frozen when the round opens.",
    },
  },
  states: {
    planned: "Planned, not open yet",
    open: "In progress, sealed",
    closed: "Closed, unsealed",
    settled: "Settled",
  },
  schemes: {
    all: "Every rater codes every unit",
    fixed_number: "A fixed number of raters codes each unit, with equal shares",
    overlap: "Two raters code a share of the units, one rater codes each of the others",
  } satisfies Record<Round["assignment_scheme"], string>,
  orders: {
    fixed: "Order of the sample, the same for all raters",
    random: "Random order, different for each rater",
  } satisfies Record<Round["unit_order"], string>,
  resolution: {
    final_rater: "The final rater decides",
    discussion: "The raters discuss and agree",
    discussion_then_final_rater: "The raters discuss, then the final rater decides what remains",
  },
  form: {
    title: "Plan a round",
    changeTitle: (number: number) => `Change the plan of round ${number}`,
    style: "Style",
    purpose: "Purpose",
    purposeHelp: "You can repeat a round with a changed codebook. Each round keeps its own agreement.",
    raters: "Raters",
    ratersHelp: "No rater sees the codings of the others until the round closes.",
    tooFewRaters: "Agreement needs two raters. Invite them on the members page.",
    units: "Units",
    unitsHelp: (total: number) => `Numbers and ranges such as 1-50, 73. Leave empty for all ${total}.`,
    scheme: "Allocation",
    perUnit: "Raters per unit",
    percent: "Percent of the units coded by two raters",
    order: "Order of a rater's units",
    multiLabel: "Allow several codes per unit",
    multiLabelHelp: "Agreement is then computed on sets of codes.",
    classifications: "Show severity, CVSS and CWE while coding",
    classificationsHelp:
      "They can bias raters towards existing classifications. Leave this off without a reason.",
    primary: "Primary statistic",
    primaryHelp: "The statistic this round is judged by. All others are reported as well.",
    threshold: "Threshold",
    thresholdHelp: "Minimum acceptable value (optional)",
    resolution: "Resolution of disagreements",
    finalRater: "Final rater",
    finalRaterHelp: "An adjudicator of the study, who can also be one of the raters",
    noAdjudicator: "The study has no adjudicator. Give a member this role on the members page.",
    blind: "Hide the raters’ names from the final rater",
    blindHelp:
      "Until the round is settled, the final rater reads Rater A, Rater B … The final rater must be neither a rater nor a lead.",
    save: "Save the plan",
    cancel: "Cancel",
    note: "You can change the plan until the round opens.",
  },
  errors: {
    raters: "Choose at least two raters.",
    threshold: "Invalid threshold. Enter a number from -1 to 1, such as 0.60.",
    units: (word: string, total: number) => `Unknown units “${word}”. The units are numbered 1 to ${total}.`,
    finalRater: "Choose the final rater.",
    blind: (name: string) =>
      `${name} is one of the raters, so names cannot be hidden. Choose another final rater.`,
    perUnit: (raters: number) => `Enter a number from 2 to ${raters}.`,
    percent: "Enter a number from 1 to 100.",
  },
  plan: {
    style: "Style",
    raters: "Raters",
    agreement: "Agreement",
    disagreements: "Disagreements",
    times: "Times",
    multiLabel: (several: boolean) => (several ? "A unit can have several codes." : "A unit has one code."),
    classifications: (shown: boolean) =>
      shown
        ? "Raters see severity, CVSS and CWE while they code."
        : "Raters do not see severity, CVSS or CWE while they code.",
    order: (order: Round["unit_order"]) =>
      order === "random"
        ? "Each rater gets the units in a different random order."
        : "Raters get the units in the order of the sample.",
    primary: (coefficient: string, threshold: number | null, seed: number | string) =>
      `${coefficient}, ${threshold === null ? "without a threshold" : `threshold ${threshold.toFixed(2)}`}. Seed: ${seed}.`,
    finalRater: (name: string, blind: boolean) =>
      ` The final rater is ${name}${blind ? ", who does not see the raters’ names until the round is settled" : ""}.`,
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
  },
  allocation: {
    title: "Allocation",
    label: "Units of each rater",
    rater: "Rater",
    units: "Units",
    numbers: "Numbers",
    note: (overlap: number) =>
      `${overlap === 1 ? "1 unit is" : `${overlap} units are`} coded by at least two raters. Agreement is computed on them. This list disappears when the round opens, because it would reveal who has submitted what.`,
  },
  reassign: {
    open: "Reassign units",
    title: (number: number) => `Reassign units of round ${number}`,
    help: "Units that are not submitted go to the other rater without their drafts. Submitted codings stay and count. If the round then has three raters instead of two, agreement is reported with Krippendorff's alpha instead of Cohen's kappa.",
    from: "From",
    remaining: (count: number) => `${count} not submitted`,
    to: "To",
    count: "Number of units",
    countHelp: "Leave empty for all",
    cancel: "Cancel",
    confirm: "Reassign",
  },
  close: {
    open: "Close the round",
    title: (number: number) => `Close round ${number} and lift the seal`,
    word: "lift the seal",
    confirm: "Lift the seal",
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

/** Who codes what, in a sentence. */
export function allocationSentence(round: Round): string {
  const names = listed(round.raters.map(({ name }) => name));
  const all = round.units === 1 ? "the 1 unit" : `all ${round.units} units`;
  if (round.assignment_scheme === "all") return `${names} each code ${all}.`;
  const each =
    round.assignment_scheme === "fixed_number"
      ? `Each unit is coded by ${round.raters_per_unit} raters`
      : `${Math.round(100 * (round.overlap_share ?? 0))} % of the units are coded by two raters, the others by one`;
  return `${names} share ${units(round.units)}. ${each}, drawn with the seed.`;
}

/** Raters who still have units to submit, as "Bo 12, Ada 3". */
export function remainingUnits(round: Pick<Round, "raters">): string {
  return round.raters
    .filter(({ assigned, submitted }) => submitted < assigned)
    .map(({ name, assigned, submitted }) => `${name} ${assigned - submitted}`)
    .join(", ");
}
