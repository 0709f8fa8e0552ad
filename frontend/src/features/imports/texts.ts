/** What a reader sees on the pages of imports. */
import { formatted } from "../../shared/text/count";
import { listed } from "../../shared/text/list";
import type { ImportReport } from "./api";

/** "1.5", of 1,572,864 bytes. */
const megabytes = (bytes: number) => formatted(Math.round((10 * bytes) / 2 ** 20) / 10);

export const texts = {
  list: {
    title: "Imports",
    lead: "Import advisories as OSV, GitHub, CVE or table files (CSV, XLSX), single or in archives (zip, tar.gz, NDJSON). The format is detected. Records that were imported before are recognised, and texts that raters read never change.",
    inspect: "Inspect projects",
    notAllowed:
      "Only a study lead or an administrator can import. Ask one of them, or create a study yourself.",
    sources: "Online sources",
    earlier: "Earlier imports",
    none: "No imports yet. Choose files above, or import from an online source.",
    noneToRead: "No imports yet.",
    label: "Imports",
    source: "Source",
    time: "Time",
    created: "New",
    updated: "Updated",
    unchanged: "Unchanged",
    rejected: "Rejected",
    name: (id: number) => `Import ${id}`,
    more: "Show more imports",
  },
  files: {
    project: "Project",
    projectHelp: "Only for files that name no project (optional)",
    tableName: "Name of the table",
    tableNameHelp: "Its rows are known below this name; by default that of the file (optional)",
    replaces: "Rows of this table replace known rows that differ",
    zone: "Files to import",
    what: "files or folders",
    packing: "Packing the files …",
    sending: "Sending the files …",
    progressBar: "Progress of sending",
    sent: (bytes: number, total: number) => `${megabytes(bytes)} of ${megabytes(total)} MB sent`,
    goOn: "Go on sending",
    arrived: (bytes: number, total: number) =>
      `${Math.floor((100 * bytes) / total)} % have arrived and are stored for a day.`,
    limit: "Up to 200 MB per file. You can leave this page after the files are sent.",
  },
  known: {
    title: (name: string) => `There is a table “${name}” already`,
    lead: "It came from another file. Give this table a name of its own, unless it adds rows to that one.",
    import: "Import table",
    cancel: "Cancel",
  },
  columns: {
    title: (file: string) => `Columns of ${file}`,
    firstRows: "First rows",
    required: "Required",
    none: "None",
    import: "Import table",
    cancel: "Cancel",
    missing: (facts: readonly string[]) =>
      `Choose the ${facts.length === 1 ? "column" : "columns"} for: ${listed(facts)}.`,
    facts: {
      id: "Identifier",
      text: "Text",
      title: "Title",
      project: "Project",
      severity: "Severity",
      cvss: "CVSS vector",
      cwe: "Weaknesses (CWE)",
      ecosystem: "Ecosystem",
      package: "Package",
      aliases: "Other identifiers",
      url: "Addresses",
      published: "Published",
    } as Record<string, string>,
  },
  live: {
    none: "The administrator has disabled the online sources of this server.",
    github: "GitHub advisories",
    osv: "OSV.dev",
    any: "Any",
    type: "Review",
    types: {
      reviewed: "Reviewed by GitHub",
      unreviewed: "Not reviewed",
      malware: "Malware",
    },
    ecosystem: "Ecosystem",
    severity: "Severity",
    from: "Published from",
    to: "Published until",
    packages: "Packages",
    packagesExample: "mlflow, ray",
    importGitHub: "Import from GitHub",
    importOsv: "Import from OSV.dev",
    ecosystemHelp: "The name of the ecosystem on OSV.dev",
    token: (address: string, token: boolean) =>
      `${address}${token ? ", with a token" : ", without a token: 60 pages per hour, then the import waits"}`,
  },
  /** A source with its first names only. */
  andMore: (names: string) => `${names} and more`,
  report: {
    title: "Import",
    source: "Imported from",
    more: "Import more files",
    toCorpus: "Go to the corpus",
    finished: "Finished",
    stopped: { cancelled: "Cancelled", failed: "Failed" } as Record<string, string>,
    /** The message of a job that ended early, without its last full stop. */
    ended: (message: string) => `${message.replace(/\.$/, "")}. The records read until then are stored.`,
    resume: "Resume the import",
    queued: "Waiting for the worker.",
    reading: "Reading.",
    progress: (done: number, total: number) => `${done} of ${total}`,
    cancel: "Cancel import",
    progressBar: "Progress of the import",
    counts: {
      created: "new",
      updated: "updated",
      unchanged: "unchanged",
      merged: "merged by alias",
      repeated: "repeated in their file",
      rejected: "rejected",
    } satisfies Partial<Record<keyof ImportReport, string>>,
  },
  problems: {
    none: "No record was rejected.",
    title: "Rejected records",
    search: "Search rejected records",
    searchPlaceholder: "File, line or reason …",
    download: "Download as CSV",
    source: "Source",
    reason: "Reason",
    first: (shown: number, total: number) =>
      `The first ${shown} of ${formatted(total)}. The CSV file has all of them.`,
    noResults: "No results.",
  },
  remarks: {
    title: "Remarks on stored records",
    source: "Source",
    remark: "Remark",
  },
};
