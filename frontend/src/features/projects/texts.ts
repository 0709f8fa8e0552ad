/** What a reader sees on the pages of projects and inspections. */

import { bytes } from "../../shared/text/bytes";
import { counted, formatted, quoted } from "../../shared/text/count";
import { listed } from "../../shared/text/list";
import type { Identity, ReportRow, Snapshot } from "./api";
import type { ItemProblem } from "./state/items";

/** "1.5", of 1,572,864 bytes. */
const megabytes = (bytes: number) => formatted(Math.round((10 * bytes) / 2 ** 20) / 10);

const sources: Record<Snapshot["source"], string> = {
  clone: "a clone",
  archive: "an archive",
  folder: "a folder of files without history",
  address: "its address",
  scorecard: "a result of OpenSSF Scorecard",
};

export const texts = {
  list: {
    title: "Projects",
    lead: "The open source projects of the corpus. An inspection reads a repository at a commit and gathers evidence of quality assurance activities.",
    inspected: (inspected: number, all: number) =>
      inspected === all
        ? `${counted(all, "project")}, all inspected.`
        : `${formatted(inspected)} of ${counted(all, "project")} ${inspected === 1 ? "is" : "are"} inspected. The sample is drawn from inspected projects only.`,
    inspect: "Inspect projects",
    sample: "Go to the sample",
    label: "Projects",
    search: "Search the projects",
    searchExample: "Name, package, repository …",
    none: "No project yet. Import advisories, or inspect projects.",
    noResults: "No project matches.",
    project: "Project",
    advisories: "Advisories",
    snapshots: "Snapshots",
    latest: "Latest commit",
    notInspected: "not inspected",
    withoutCommit: "without a commit",
  },
  decisions: {
    title: "Decisions",
    choose: (name: string) => `Choose ${name}`,
    join: (count: number) => (count > 1 ? `Join ${formatted(count)} projects …` : "Join projects …"),
    joinHelp: "Choose two or more projects that are the same one.",
    joinTitle: "Join projects",
    joinLead:
      "Their packages and advisories gather under one project, and later imports follow. Units of samples, screening and snapshots stay as they are. The join can be undone.",
    name: "Name that stays",
    keep: "Whose screening and snapshots go on",
    reason: "Reason",
    joinAction: "Join the projects",
    cancel: "Cancel",
    identities: "What it is recognised by",
    identitiesHelp: "An import that names one of these puts its advisory into this project.",
    kinds: {
      package: "package",
      product: "product",
      repository: "repository",
      name: "name",
    } satisfies Record<Identity["kind"], string>,
    takeOut: "Take out …",
    takeOutOf: (name: string) => `Take out ${quoted(name)}`,
    takeOutLead:
      "It becomes a project of its own, with its advisories, or goes back to the one that it had before a join.",
    takeOutAction: "Take it out",
    rename: "Rename …",
    renameTitle: "Rename the project",
    renameLead: "Its address stays, and units of samples keep the name that they have.",
    renameAction: "Rename",
    newName: "Name",
    joinedInto: "This project is joined into another one",
    by: (who: string, day: string) => `${who}, ${day}`,
    undo: "Undo",
    undoOf: (sentence: string) => `Undo: ${sentence}`,
    undone: (who: string, day: string) => `undone by ${who}, ${day}`,
    unknown: "unknown",
  },
  project: {
    notInspectedTitle: "This project is not inspected yet",
    notInspected: "An inspection reads its repository at a commit and gathers evidence of each activity.",
    address: "Address",
    commit: "Commit",
    noCommit: "None: the files were read without history.",
    branch: "Branch",
    read: "Read",
    readFrom: (source: Snapshot["source"], files: number, all: number, size: number) =>
      `${formatted(files)} of ${counted(all, "file")} (${bytes(size)}), from ${sources[source]}`,
    inspected: "Inspected",
    rules: (rules: string, ossfuzz: string) =>
      `with rules ${rules}${ossfuzz ? `, OSS-Fuzz list of ${ossfuzz}` : ""}`,
    submodules: "Submodules, not read",
    snapshot: "Snapshot",
    option: (number: number, commit: string, day: string, rules: string) =>
      `${number}: ${[commit, day, `rules ${rules}`].filter(Boolean).join(", ")}`,
    unknownSnapshot: (number: number) => `There is no snapshot ${number} of this project.`,
    problems: "What could not be read",
    problemsLabel: "Files that could not be read",
    path: "File",
    wholeRepository: "The repository",
    reason: "Reason",
    activities: "Evidence by activity",
    hidden: "Suggestions are hidden",
    profile: "The profile that raters read",
    profileHelp: "Raters read this text and mark words in it. It names no outcome and no suggestion.",
    checksum: (hash: string) => `SHA-256 of the report: ${hash}`,
  },
  activity: {
    findings: "Found",
    noFindings: "Nothing was found.",
    notFound: "Looked for and not found",
    unavailable: "Not visible here",
    suggestion: (answer: string) => `The rules suggest ${answer}`,
    answers: { yes: "yes", no: "no", cannot_tell: "cannot tell" },
    restsOn: (numbers: readonly number[]) =>
      `Rests on ${listed(numbers.map((number) => `finding ${number}`))}.`,
    finding: (number: number) => `Finding ${number}`,
    /** What a finding covers: an event, all files or some, or ecosystems such as "pip,npm". */
    scope: (scope: string) =>
      ({
        change: "on changes",
        schedule: "by schedule",
        whole: "for all files",
        part: "for some files",
      })[scope] ?? `for ${scope.split(",").join(", ")}`,
    history: "Commit history",
    list: "OSS-Fuzz list",
    scorecard: "OpenSSF Scorecard",
    states: {
      enabled: "",
      disabled: "switched off",
      stale: "nothing in the 12 months before the commit",
      outside: "outside this repository",
      "not on changes": "not started by changes",
      hint: "hint only, does not count",
    } as Record<string, string>,
    outcomes: {
      true: "found",
      false: "does not count",
      "not available": "not available",
      "not applicable": "not applicable",
    } as Record<string, string>,
  },
  history: {
    title: "How people's commits enter",
    help: (commits: number) => `The newest ${counted(commits, "commit")} of the main line by people.`,
    parts: {
      change_request: "by change request",
      own_merge: "change request merged by its author",
      by_another: "brought in by another person",
      pushed: "pushed",
    },
    part: (name: string, count: number, percent: string) => `${name}: ${formatted(count)} (${percent} %)`,
  },
  inspect: {
    title: "Inspect projects",
    lead: "Read repositories at a commit and gather evidence of CI-based testing, code review, dependency upgrade, fuzzing and SAST. Nothing of a repository is executed. The evidence decides nothing: people code the projects.",
    notAllowed:
      "Only leads inspect projects for a study, and only maintainers for a shared corpus. Ask one of them, or create a study yourself.",
    addresses: "Addresses of repositories",
    addressesHelp: "One per line. A commit after the address is read instead of the newest one.",
    addressesExample: "https://github.com/owner/repository",
    add: "Add addresses",
    zone: "Archives and results to inspect",
    what: "archives of repositories or results of OpenSSF Scorecard",
    limit: "Zip and tar archives, with or without the .git folder; JSON results of OpenSSF Scorecard.",
    items: "Projects to inspect",
    none: "No projects yet. Paste addresses or drop files above.",
    name: "Name",
    nameOf: (source: string) => `Name of ${source}`,
    ownNames: "as the results say",
    source: "Source",
    commit: "Commit",
    commitOf: (name: string) => `Commit of ${name}`,
    newest: "newest",
    addressOf: (file: string) => `Address of the project in ${file}`,
    addressOfFile: "Address (optional)",
    remove: (name: string) => `Remove ${name}`,
    problems: {
      name: "A name is required.",
      commit: "A commit has at least 7 hexadecimal digits.",
    } satisfies Record<ItemProblem, string>,
    start: (count: number) => (count === 0 ? "Inspect projects" : `Inspect ${counted(count, "project")}`),
    sending: "Progress of sending the files",
    sent: (size: number, total: number) => `${megabytes(size)} of ${megabytes(total)} MB sent`,
  },
  report: {
    title: (number: number) => `Inspection ${number}`,
    again: "Inspect more projects",
    label: "Projects of this inspection",
    project: "Project",
    source: "Source",
    state: "State",
    result: "Result",
    progress: (ended: number, total: number) => `${formatted(ended)} of ${counted(total, "project")} done`,
    bar: "Progress of the inspection",
    states: {
      waiting: "waiting",
      running: "reading",
      done: "inspected",
      unchanged: "unchanged",
      failed: "failed",
    } satisfies Record<ReportRow["state"], string>,
    unchanged: "This commit was inspected with the same rules before.",
    show: (name: string) => `Show the evidence of ${quoted(name)}`,
    showShort: "Show the evidence",
    finished: (counts: { done: number; unchanged: number; failed: number; waiting: number }) =>
      [
        counts.done > 0 && `${formatted(counts.done)} inspected`,
        counts.unchanged > 0 && `${formatted(counts.unchanged)} unchanged`,
        counts.failed > 0 && `${formatted(counts.failed)} failed`,
        counts.waiting > 0 && `${formatted(counts.waiting)} not read`,
      ]
        .filter(Boolean)
        .join(", "),
    cancel: "Cancel the inspection",
    leave: "You can leave this page. The inspection continues.",
  },
};
