/** What a user reads on the list of studies and when creating or importing a study. */

import { counted, formatted } from "../../shared/text/count";
import { listed } from "../../shared/text/list";

export const texts = {
  list: {
    title: "Studies",
    import: "Import a study",
    create: "Create a study",
    check: "Check a sheet of ratings",
    fromFiles: "New study from files",
    emptyTitle: "No study yet",
    empty:
      "A study is one research question over one sample of security advisories, coded by several raters. Create a study, import one from another program, or ask a study lead for an invitation.",
    summary: (units: number, rounds: number, state: string) =>
      `${counted(units, "unit")} · ${counted(rounds, "round")} · ${state}`,
  },
  invitations: {
    title: "Invitations",
    sentence: (sender: string, study: string, roles: string, name: string) =>
      `${sender} invites you to “${study}” as ${roles}. Your name in the study would be ${name}.`,
    member: (name: string) => `The codings and roles of ${name} in this study become yours.`,
    rating:
      "While a round is planned or in progress, raters see no severity, CVSS or CWE, unless its plan shows them.",
    declining: "Until you accept, nothing changes for you. The lead sees whether you accept or decline.",
    validUntil: (day: string) => `Valid until ${day}`,
    accept: "Accept",
    acceptFor: (study: string) => `Accept the invitation to ${study}`,
    decline: "Decline",
    declineFor: (study: string) => `Decline the invitation to ${study}`,
  },
  form: {
    title: "New study",
    studyTitle: "Title",
    question: "Research question (optional)",
    questionHelp: "Shown to the raters while they code",
    kind: "What is coded",
    kinds: {
      advisories: {
        label: "Advisories",
        help: "Each unit is the text of a security advisory.",
        question: "What are the consequences of vulnerabilities in …?",
      },
      projects: {
        label: "Projects",
        help: "Each unit is a project with the evidence of its repository. Raters answer yes, no or cannot tell for each activity.",
        question: "Which quality assurance activities do … projects use?",
      },
    },
    activities: "Start with five activities",
    activitiesHelp:
      "CI-based testing, code review, dependency upgrade, fuzzing and SAST, with their definitions. You can change them until the first round opens.",
    fromFiles: "Are there ratings already? Begin with files",
    create: "Create the study",
  },
  import: {
    title: "Import a study",
    lead: "Create a study from a project file (.qdpx) of NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette or another program. Its texts become units, its users become raters, and their codings become first ratings.",
    back: "Back to the studies",
    file: "Project file",
    what: "a .qdpx file",
    reading: "Reading the file …",
    limits:
      "At most 100 MB and 5,000 coded texts, counted once per rater. You see a preview first. It changes nothing.",
    remarks: "Changed or skipped",
  },
  fromFiles: {
    title: "New study from files",
    lead: "Make a study of ratings that exist already: sheets in any shape, or coders' copies of a project (.qdpx). You become its lead. Nothing is stored before you create the study.",
    study: "The study",
    tooMany: (ratings: number, most: number) =>
      `The files have ${counted(ratings, "rating")}, but at most ${counted(most, "rating")} can become a study here. Choose fewer files, or ask whoever runs the server to use manage.py replicate.`,
    advisories: "Advisories that were rated",
    advisoriesWhat: "files of advisories",
    advisoriesHelp: "GHSA, OSV, CVE, tables or an archive of them. They go into the corpus of the new study.",
    advisoriesOfProjects: "Without advisories, the texts of the project become the units.",
    chosen: (names: string[]) =>
      `${counted(names.length, "file")}: ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""}`,
    removeAdvisories: "Remove the advisories",
    corpus: "Shared corpus with the advisories",
    noCorpus: "None: use the files above",
    studyTitle: "Title (optional)",
    ownRater: "You are",
    ownRaterHelp: "If some of the ratings are yours",
    nobody: "none of the raters",
    style: "Style",
    styleHelp: "Cannot be changed later",
    shared: "Shared codebook: equal labels mean the same",
    open: "Open coding: each rater's labels are their own",
    decisions: "Decisions (optional)",
    decisionsHelp: "A table: unit, codes, reason",
    codebook: "Codebook (optional)",
    codebookHelp: "A table: label, definition",
    matching: "Matching of open coding (optional)",
    matchingHelp: "A table: synonym, representative",
    check: "See what would be made",
    incomplete: "Add the advisories, or choose the corpus that has them.",
    openWarnings: "Open every warning above first.",
    wouldBe: (made: {
      units: number;
      codes: number;
      codings: number;
      raters: string[];
      disagreements: number;
      decided: number;
    }) =>
      `This would be a study of ${counted(made.units, "unit")}, ${counted(made.codes, "code")} and ${counted(made.codings, "rating")} by ${listed(made.raters)}${made.disagreements ? `, with ${counted(made.disagreements, "disagreement")}, ${formatted(made.decided)} of them decided` : ""}.`,
    wouldBeTooLarge:
      "The ratings can be read. The advisories are too large to be compared with them here; this is done when the study is created.",
    account:
      "Raters become members without an account. The study will state that its ratings come from these files, and leave how they were made to you.",
  },
  preview: {
    summary: (file: string, texts: number, codes: number, users: number, decisions: number) =>
      `${file}: ${counted(texts, "text")}, ${counted(codes, "code")}, ${counted(users, "user")}${
        decisions ? `, ${counted(decisions, "decision")}` : ""
      }.`,
    users: "Users in the file",
    name: "Name",
    texts: "Texts",
    codings: "Codings",
    usersHelp:
      "Each user who coded a text becomes a rater without an account. You can link an account on the members page. The imported codings then belong to that person.",
    studyTitle: "Title of the study",
    finalRater: "Final rater",
    finalRaterHelp: "Decides disagreements and cannot be changed later",
    myself: "You",
    noAccountTitle: (name: string) => `${name} has no account`,
    noAccount: (name: string) =>
      `Only the final rater can decide disagreements. Those that the file does not decide remain open until ${name} has an account.`,
    decisions: (count: number) =>
      count
        ? `The file contains ${counted(count, "decision")}.`
        : "The file contains no decisions. Choose yourself to decide the disagreements.",
    create: "Create the study",
  },
  result: {
    done: (units: number, codes: number, ratings: number, raters: string[], decided: number) =>
      `Study created: ${counted(units, "unit")}, ${counted(codes, "code")}, ${counted(ratings, "rating")} by ${listed(raters)}. Disagreements decided in the file: ${formatted(decided)}.`,
    open: "Open the study",
    failed: "The study was not created",
    cancelled: "The import was cancelled",
    reason: (message: string) => `${message} Nothing was stored.`,
    again: "Choose another file",
    running: (message: string) => `${message} …`,
    queued: "Waiting for a worker.",
    cancel: "Cancel the import",
    note: "An import of 1,000 texts with two raters takes a few seconds. You can leave this page. The job is listed in the header while it runs, and the new study appears in the list of studies.",
  },
};
