/** What a reader sees on the pages of releases. */
import { counted } from "../../shared/text/count";
import { listed } from "../../shared/text/list";
import type { PublicRelease } from "./api";
import type { Mark } from "./state/projectOrder";

const further = (count: number) => counted(count, "further unit");
type RatingSource = PublicRelease["rating_sources"][number];
const units = (count: number) => counted(count, "unit");

export const texts = {
  page: {
    title: "Release",
    select: "Release",
    option: (number: number, day: string) => `Release ${number}, ${day}`,
    print: "Print",
    download: "Download everything",
    unknownTitle: "Release not found",
    unknown: (number: number) => `There is no release ${number}`,
    unknownBody: (study: string, count: number) => `${study} has ${counted(count, "release")}.`,
    toNewest: (number: number) => `Go to release ${number}, the newest`,
    noneTitle: "No release yet",
    none: (reason: string | undefined) =>
      `A release is a numbered, frozen copy of the table, the figures, the agreement and the first ratings, with everything needed to recompute them. ${reason ?? ""}`,
    withheldTitle: (number: number) => `Release ${number} is withheld from you while you code`,
    withheld:
      "It contains severities and weaknesses of advisories in your round. You can read it after the round is closed.",
    notPublicTitle: "This release does not exist or is not public",
    notPublic: "The lead of the study decides whether a release is public.",
  },
  progress: {
    queued: "The release is waiting for a worker.",
    running: (message: string) => `The release is being created. ${message}`,
    failed: "The release failed",
    cancel: "Cancel",
    dismiss: "Dismiss",
    bar: "Progress of the release",
  },
  publish: {
    open: (number: number) => `Publish release ${number}`,
    confirm: "Publish",
    derived: "The last settled round is evaluated once. Its files are frozen with their SHA-256.",
    final: "A release cannot be changed or deleted. Later decisions go into the next release.",
    contents: (pseudonyms: boolean) =>
      `The files contain the codings and memos of all raters ${pseudonyms ? "under pseudonyms" : "under the raters' names in this study"}.`,
    licence: (licence: string) =>
      `Licence of the data: ${licence || "not stated"}. Change it with “Edit the study” on the study's home page.`,
    changes: "What changed since the last release",
    note: "Note",
    noteHelp: "Optional, shown in the release",
    pseudonyms: "Replace names by pseudonyms: rater-1, rater-2 …",
    pseudonymsOn: "Names inside memos and reasons are not replaced. Remove them by hand before you publish.",
    pseudonymsOff: "The files show who coded what.",
  },
  access: {
    link: "Public page",
    revoke: "Revoke public access",
    grant: "Grant public access …",
    title: (number: number) => `Grant public access to release ${number}`,
    confirm: "Grant public access",
    consequence: (number: number) =>
      `Anyone with the address can read release ${number} and download all its files without signing in. The files contain codings, memos and the names in them. Nothing else of the study becomes public. You can revoke public access later, but people may have downloaded the files by then. It is withheld from people who code these advisories in a round in progress only while they are signed in.`,
  },
  results: {
    published: (number: number, day: string) => `Release ${number} · ${day}`,
    by: (name: string) => ` · published by ${name}`,
    round: (number: number) => ` · round ${number}`,
    licence: (licence: string) => ` · data under ${licence}`,
    changes: (number: number) => `What changed since release ${number}`,
    methods: "Methods",
    severity: "Severity",
    consequences: "Consequences",
    severityByConsequence: "Severity by consequence",
    activities: "Activities",
    projects: "Projects by activity",
    agreementByActivity: "Agreement by activity",
    agreement: "Agreement",
    allCoefficients: "All coefficients, by code, with the confusion matrix",
    influence: "Influence of individual raters",
    codebook: "Codebook",
    files: "Files",
    cite: "How to cite",
    citation: "Citation",
  },
  figures: {
    activities:
      "Bar chart of the share of the projects that use each activity, with intervals. The table has the same numbers.",
    consequences: "Bar chart of the units by consequence. The table has the same numbers.",
    severity: "Bar chart of the units by severity. The table has the same numbers.",
    severityByConsequence: "Units by consequence and severity. The table has the same numbers.",
    missing: (files: readonly string[]) =>
      `The release has no ${listed(files)}, because the server could not draw ${files.length === 1 ? "it" : "them"}. The SVG files have the figures.`,
    notShown: (scripts: readonly string[]) =>
      `The figures in PDF and PNG show ${listed(scripts)} characters as code points, because the server has no font for them. The SVG files contain the text. An administrator can install a font, such as Noto Sans.`,
  },
  activities: {
    label: "Projects by activity, in numbers",
    empty: "No project has a decision",
    caption:
      "Percentages are of the projects decided yes or no. 95 % intervals: Wilson's. Bounds: the percentage if every project that cannot be told were no, or yes.",
    activity: "Activity",
    projects: "Projects",
    of: (count: number, total: number) => `${count} of ${total}`,
    unclear: "Cannot tell",
    bounds: "Bounds",
    listed: (count: number) => (count === 1 ? "The project" : `The ${count} projects`),
  },
  projects: {
    label: "Projects by activity",
    project: "Project",
    legend: "Marks",
    marks: { yes: "●", outside: "◐", "cannot tell": "?", no: "○", undecided: "–" } satisfies Record<
      Mark,
      string
    >,
    meanings: {
      yes: "yes",
      outside: "yes, by evidence outside the repository",
      "cannot tell": "cannot tell",
      no: "no",
      undecided: "not decided",
    } satisfies Record<Mark, string>,
    arrows: { ascending: "▲", descending: "▼", none: "" },
    commit: (commit: string) => `Commit ${commit}`,
    cell: (mark: Mark, how: string) => (how ? `${mark}, decided ${how}` : mark),
    help: "A mark links to the line of the file that shows it, at the commit that was inspected.",
  },
  byActivity: {
    label: "Agreement by activity",
    caption:
      "Left: first ratings of the raters. Right: what the rules suggest against the decisions. The two are never mixed. With few projects the intervals are wide.",
    people: (raters: readonly string[]) => `${listed(raters)} with each other`,
    machine: "Decisions with the rules",
    equal: "Equal answers, %",
    precisionRecall: "Precision / recall, %",
    both: (precision: string, recall: string) => `${precision} / ${recall}`,
    undefined: (reason: string) => `undefined: ${reason}`,
    byRater: "The rules against each rater, in numbers",
    rater: "Person",
    decisions: "Decisions",
    counts: {
      units: "Projects",
      both_yes: "Both yes",
      machine_only: "Only the rules yes",
      person_only: "Only the person yes",
      both_no: "Both no",
      machine_unclear: "Rules cannot tell",
      person_unclear: "Person cannot tell",
    },
  },
  severity: {
    band: "Severity",
    units: "Units",
    percent: "%",
    unknown: "unknown",
    consequence: "Consequence",
    caption: "Units by consequence and severity",
  },
  table: {
    label: "Consequences",
    empty: "No unit has a code",
    caption: (decided: number, notDecidable: number, simultaneous: boolean) =>
      `Percentages are of the ${units(decided)} with a decision${notDecidable ? `; ${further(notDecidable)} could not be decided from ${notDecidable === 1 ? "its text" : "their texts"}` : ""}. 95 % intervals: Wilson's for each row${simultaneous ? ", Goodman's for all rows together" : ""}.`,
    noConsequence: "No consequence applies",
    notDecidable: "Could not be decided",
    consequence: "Consequence",
    units: "Units",
    percent: "%",
    interval: "Interval",
    simultaneous: "Simultaneous",
    undecided: (numbers: number[]) => `Undecided units: ${numbers.join(", ")}.`,
    listed: (count: number) => (count === 1 ? "The unit" : `The ${count} units`),
    range: (low: string, high: string) => `${low} to ${high}`,
  },
  agreement: {
    label: "Agreement",
    caption: (raters: string, used: number, total: number) =>
      `First ratings of ${raters} on ${used} of ${total} units, 95 % intervals.`,
    coefficient: "Coefficient",
    before: "Before matching",
    after: "After matching",
    value: "Value",
    interval: "Interval",
    primary: (name: string) => `${name} (primary)`,
    undefined: (name: string, reason: string) => `${name} is undefined: ${reason}.`,
  },
  sources: {
    follows:
      "The numbers follow from the files with these hashes. How the files came about is not known to the software.",
    file: (source: RatingSource) => {
      const by = source.entered_by === "lead" ? "the lead" : source.entered_by;
      const raters = source.ratings.map(({ rater, ratings }) => `${rater} ${counted(ratings, "rating")}`);
      const hash = source.sha256 ? `, SHA-256 ${source.sha256}` : "";
      return `${source.source}: ${listed(raters)}, entered by ${by} on ${source.entered_at.slice(0, 10)}${hash}`;
    },
  },
  influence: {
    none: "No coding of a rater was overruled.",
    noUnits: (rater: string) => `${rater} coded no decided unit.`,
    overruled: (rater: string, overruled: number, coded: number, share: string) =>
      `${rater} was overruled on ${overruled} of ${units(coded)} (${share}).`,
    share: (rate: string, low: string, high: string) => `${rate} %, 95 % interval ${low} to ${high}`,
    sameRanks: (rater: string) => `With ${rater}'s codes alone, no rank would change.`,
    changedRanks: (rater: string, ranks: string) =>
      `With ${rater}'s codes alone, these ranks would change: ${ranks}.`,
    rank: (consequence: string, decided: number | null, own: number | null) =>
      `${consequence} (${decided ?? "none"} to ${own ?? "none"})`,
    table: (rater: string) => `Table from ${rater}'s codes alone`,
    consequence: "Consequence",
    decided: "Decided",
    own: (rater: string) => `${rater} alone`,
    rankHeading: "Rank",
    basis: (rater: string, count: number) => `Based on the decided units that ${rater} coded: ${count}.`,
  },
  changes: {
    none: "The table, the definitions and the agreement are the same.",
    decided: (before: number, after: number) => `Decided units: ${before} before, ${after} now.`,
    added: (consequence: string, count: number) => `${consequence} is new: ${units(count)}.`,
    removed: (consequence: string, count: number) =>
      `${consequence} is no longer used. It had ${units(count)}.`,
    changed: (consequence: string, before: number, after: number) =>
      `${consequence}: ${before} before, ${after} now.`,
    redefined: (consequences: string[]) => `New definitions: ${consequences.join(", ")}.`,
    agreement: (before: string, after: string) => `Agreement: ${before} before, ${after} now.`,
    undefined: (coefficient: string) => `${coefficient} undefined`,
  },
  codebook: {
    below: (parent: string) => ` (below ${parent})`,
    noDefinition: "No definition.",
  },
  files: {
    label: "Files",
    archive: "The archive contains all of these files. ",
    recompute: " recomputes the table and the coefficients from the CSV files and needs only Python.",
    file: "File",
    size: "Size",
    sha256: "SHA-256",
  },
};
