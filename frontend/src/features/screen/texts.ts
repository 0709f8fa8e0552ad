/** What a user reads on the page of screening. */
import type { CandidateState, VerdictValue } from "./gridState";

const number = (count: number) => count.toLocaleString("en");
const projects = (count: number) => (count === 1 ? "1 project" : `${number(count)} projects`);

export const texts = {
  page: {
    title: "Screening",
    lead: "Which projects are studied, and why others are excluded. The sample is drawn from the included projects.",
    noneTitle: "No screening",
    none: "The study uses all projects that match its filter.",
    criteria: "Criteria",
    changeCriteria: "Change the criteria",
    projects: "Projects",
    flow: "Flow",
    downloadFlow: "Download the flow (CSV)",
    downloadDecisions: "Download the verdicts (CSV)",
  },
  start: {
    title: "No screening yet",
    start: "Use the three criteria of the model study",
    criteria: (labels: string[]) =>
      `In screening, you judge each project by criteria and give a reason for each exclusion. The first criteria are ${labels.join(", ")}. You can change them.`,
    projects: "The first projects are all those of the",
    corpus: "corpus",
    without: "Without screening, the study uses all projects that match its filter.",
  },
  criteria: {
    help: "A project is excluded by the first criterion that it does not meet. A criterion that you remove is retired, and its verdicts stay on record.",
    label: (position: number) => `Criterion ${position}`,
    description: "Met when (optional)",
    moveUp: (position: number) => `Move criterion ${position} up`,
    moveDown: (position: number) => `Move criterion ${position} down`,
    remove: (position: number) => `Remove criterion ${position}`,
    save: "Save the criteria",
    add: "Add a criterion",
    cancel: "Cancel",
  },
  verdicts: {
    met: "met",
    not_met: "not met",
    unclear: "unclear",
  } satisfies Record<VerdictValue, string>,
  noVerdict: "no verdict",
  states: {
    included: "included",
    excluded: "excluded",
    undecided: "undecided",
  } satisfies Record<CandidateState, string>,
  grid: {
    label: "Projects by criteria",
    search: "Search the projects",
    searchExample: "Name …",
    state: "State of the projects",
    all: (count: number) => `All ${number(count)}`,
    inState: (count: number, state: string) => `${number(count)} ${state}`,
    undo: "Undo",
    project: "Project",
    outcome: "State",
    select: (project: string) => `Select ${project}`,
    advisories: (count: number) => (count === 1 ? "1 advisory" : `${number(count)} advisories`),
    cell: (project: string, criterion: string, verdict: string, reason: string) =>
      `${project}, ${criterion}: ${verdict}${reason ? `, ${reason}` : ""}`,
    remove: "Remove",
    removeProject: (project: string) => `Remove ${project}`,
    noMatch: "No project matches.",
    empty: "No project yet. Add projects to screen them.",
    more: (count: number, total: number) => `Show ${number(count)} more of ${projects(total)}`,
    criterion: (selected: number) => `Criterion for ${projects(selected)}`,
    clear: "Clear the selection",
  },
  reason: {
    title: (project: string, criterion: string, verdict: string) =>
      `${project}: “${criterion}” is ${verdict}`,
    projects,
    reason: "Reason",
    help: "Published with the flow",
    earlier: "Earlier reasons",
    shortened: (reason: string, length: number) =>
      reason.length > length ? `${reason.slice(0, length - 1)}…` : reason,
    save: "Save the verdict",
    cancel: "Cancel",
  },
  add: {
    open: "Add projects",
    title: "New projects",
    names: "Projects",
    namesExample: "Find a project …",
    option: (name: string, advisories: number) => `${name} (${number(advisories)})`,
    addNamed: (count: number) => (count ? `Add ${projects(count)}` : "Add projects"),
    filter: "Saved filter of the corpus",
    chooseFilter: "Choose a filter …",
    noFilter: "No saved filter",
    addMatching: "Add the matching projects",
    note: "Projects imported later are not added automatically.",
    addAll: "Add all projects of the corpus",
    added: (count: number) =>
      count === 1 ? "1 project was added." : `${number(count)} projects were added.`,
  },
  flow: {
    figure: "Flow of projects and advisories. The table has the same numbers.",
    label: "Flow",
    stage: "Stage",
    step: "Step",
    count: "Count",
  },
  keys: {
    group: "Screening",
    judge: (verdict: string) => `Judge the criterion as ${verdict}`,
    withdraw: "Withdraw the verdict",
    undo: "Undo the last verdict",
    down: "Next project",
    up: "Previous project",
    right: "Next criterion",
    left: "Previous criterion",
    search: "Search the projects",
  },
};
