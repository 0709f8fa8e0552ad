/** What a user reads on the page of the sample. */
import { counted, formatted } from "../../shared/text/count";

interface Difference {
  fact: string;
  label: string;
  before: string;
  after: string;
}

const units = (count: number) => counted(count, "unit");

export const texts = {
  planning: {
    title: "How many units?",
    open: "How many units do two raters need?",
    lead: "Says before a round how many units two raters need to code, from an assumed kappa and assumed frequencies of the codes. Nothing is stored.",
    pilot: (round: number) => `Kappa and frequencies are those of round ${round}. Change them as you like.`,
    noPilot:
      "No round with one code per unit is closed yet. Assume values, such as those of a similar study.",
    kappa: "Assumed Cohen’s kappa",
    margins: "Assumed frequencies of the codes",
    marginsHelp: (codes: string) =>
      codes ? `On any scale, in the order ${codes}` : "On any scale, such as 62; 16; 5",
    width: "Half width of the 95 % interval",
    threshold: "Kappa that a test should exceed",
    optional: "Optional",
    power: "Power of the test",
    compute: "Compute",
    result: (units: string) => `${units} units are needed for all of these.`,
    table: "Units needed",
    purpose: "Purpose",
    units: "Units",
    forWidth: (width: string) => `An interval of ±${width}`,
    forPower: (threshold: string, power: string) =>
      `To show that kappa exceeds ${threshold} with power ${power} (one-sided, error .05)`,
    forMinority: "Ten units outside the most frequent code",
    forCodes: "Six units of the rarest code",
    assumed:
      "Both raters are assumed to give the codes with these frequencies. Other values need other numbers.",
  },
  page: {
    title: "Sample",
    lead: (count: number, description: string) => `${units(count)}. ${description}`,
    emptyLead: "The units that raters code, drawn from the corpus.",
    fixed: "The sample is fixed because a round is planned.",
    emptyTitle: "No sample yet",
    empty: "The study lead draws the sample from the corpus.",
    showCorpus: "Show the corpus",
  },
  units: {
    label: "Units",
    search: "Search the units",
    searchExample: "Number, identifier, title, project …",
    matching: (matching: number, total: number) => `${formatted(matching)} of ${formatted(total)}`,
    total: units,
    none: "No unit matches.",
    number: "No.",
    unit: "Unit",
    project: "Project",
  },
  unit: {
    title: (number: number | null) => `Unit ${number ?? ""}`,
    facts: (identifiers: string[], project: string | null, published: string | null) =>
      [identifiers.join(", "), project, published && `published ${published}`].filter(Boolean).join(" · "),
    classifications: (severity: string, cvss: number | null, cwes: string[]) =>
      [`Severity ${severity || "unknown"}`, cvss === null ? "" : `CVSS ${cvss}`, ...cwes]
        .filter(Boolean)
        .join(", "),
    value: (name: string, value: string) => `${name}: ${value}`,
    advisory: "Show the advisory in its corpus",
    sha256: (hash: string) => `SHA-256 of the text: ${hash}`,
  },
  draw: {
    title: "New sample",
    help: "Units are numbered in the order of their identifiers. Raters read the text as it is stored now. Later imports do not change it. You can draw another sample until the first round is planned.",
    corpus: "Sample from",
    savedFilter: "Saved filter",
    chooseFilter: "Choose a filter …",
    any: "Any",
    option: (name: string, count: number) => `${name} (${formatted(count)})`,
    words: "Words",
    project: "Project",
    severity: "Severity",
    published: "Published",
    ecosystem: "Ecosystem",
    weakness: "Weakness",
    cwe: (number: string) => `CWE-${number}`,
    withdrawn: "Withdrawn advisories",
    withdrawnOptions: { no: "excluded", yes: "included", only: "only these" },
  },
  projects: {
    emptyLead: "The projects that raters code, drawn from those that were inspected.",
    empty: "The study lead draws the sample from the inspected projects.",
    help: "A unit is a project as its newest snapshot shows it. Raters read this text; later inspections do not change it. If the study screens projects, only included ones are drawn. You can draw another sample until the first round is planned.",
    inspect: "Inspect projects",
    source: "Projects",
    all: "All inspected projects",
    ofStudy: "The projects of another study of yours",
    chosen: "Projects that you choose",
    study: "Study",
    studyHelp:
      "Those that its screening included, or else those of its units. Only inspected projects are drawn.",
    chooseStudy: "Choose a study …",
    projects: "Projects to draw",
    wholeSample: "All of them",
    draw: (count: number | undefined) =>
      count === undefined ? "Draw the projects" : `Draw ${counted(count, "project")}`,
    evidence: "Show the evidence of this project",
    newerTitle: (count: number) => `${counted(count, "project")} with a newer snapshot`,
    newer: (mayDraw: boolean) =>
      `The units keep the snapshots that were drawn.${mayDraw ? " Draw the sample again to use the newest ones." : ""}`,
    newerLabel: "Projects with a newer snapshot",
    newerSnapshot: (project: string, snapshot: number) => `${project}, snapshot ${snapshot}`,
  },
  size: {
    matching: (count: number | undefined) =>
      count === undefined ? "… advisories match" : counted(count, "advisory matches", "advisories match"),
    all: "All matching advisories",
    random: "A random sample",
    size: "Size",
    seed: "Seed (optional)",
    seedHelp: "A random seed is chosen and recorded",
    strata: "Strata",
    strataOptions: { "": "None", project: "Project", severity: "Severity", year: "Year of publication" },
    allocation: "Units per stratum",
    allocationOptions: { proportional: "proportional to its size", equal: "the same number" },
    screened: (included: number, matching: number) =>
      `Screening includes ${formatted(included)} of the ${formatted(matching)} matching advisories.`,
    draw: (count: number | undefined) => (count === undefined ? "Draw the units" : `Draw ${units(count)}`),
    drawn: (description: string) => `Drawn: ${description}`,
    noMatch: "No advisory matches. Remove a filter, or import advisories.",
  },
  since: {
    title: "Since the sample",
    none: "Facts and texts of the units are as they were drawn.",
    changed: (count: number) =>
      `${counted(count, "unit differs", "units differ")} from the corpus of today. The study keeps what was drawn.`,
    filter: "Show units that differ in",
    all: (count: number) => `Any fact (${formatted(count)})`,
    fact: (label: string, count: number) => `${label} (${formatted(count)})`,
    units: "Units that differ from the corpus",
    unit: "Unit",
    differs: "Differs in",
    select: (number: number) => `Select unit ${number}`,
    selectAll: "Select all units whose facts can be refreshed",
    listed: (listed: number, matching: number) =>
      `The first ${formatted(listed)} of ${formatted(matching)} units are listed.`,
    refresh: (count: number) => (count ? `Refresh the facts of ${units(count)}` : "Refresh facts"),
    refreshHelp:
      "Refreshed units get the facts of today; their texts stay. This is possible until a round opens on a unit, and is recorded in the history.",
    difference: ({ fact, label, before, after }: Difference) => {
      if (fact === "withdrawn" && !before) return `withdrawn since ${after.slice(0, 10)}`;
      return before || after ? `${label} ${before || "unknown"} → ${after || "unknown"}` : `other ${label}`;
    },
  },
  strata: {
    title: "Strata",
    headings: { project: "Project", severity: "Severity", year: "Year" } as Record<string, string>,
    available: "Available",
    drawn: "Drawn",
  },
  similar: {
    title: "Possible duplicates",
    help: "Two records of one vulnerability without a common alias would be coded as two units. Compare the texts and exclude one of the two units.",
    compareAll: "Compare all texts",
    none: "No duplicates found.",
    pairs: "Pairs of units",
    first: "Unit",
    second: "Similar unit",
    similarity: "Similarity",
    unit: (number: number, identifier: string, title: string) => `${number}. ${identifier}: ${title}`,
    compare: "Compare",
    compareUnits: (first: number, second: number) => `Compare units ${first} and ${second}`,
    heading: (number: number, identifier: string) => `Unit ${number}, ${identifier}`,
    open: (number: number) => `Exclude unit ${number} …`,
    reason: (number: number) => `Reason for excluding unit ${number}`,
    reasonHelp: "Published with the sample. The units that follow get new numbers.",
    sameVulnerability: (identifier: string, other: string) =>
      `${identifier} reports the same vulnerability as ${other}.`,
    exclude: (number: number) => `Exclude unit ${number}`,
    cancel: "Keep both units",
  },
};
