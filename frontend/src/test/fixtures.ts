/** Answers of the API for component tests: a study of three raters, complete enough to draw a page. */
import type { Code, Round, Study, Unit } from "../api/studies";

export const TEXT = "An attacker can read any file.";

export const study = (changes: Partial<Study> = {}): Study => ({
  slug: "ml",
  kind: "advisories",
  title: "Consequences of ML vulnerabilities",
  question: "",
  notice: "",
  roles: ["rater"],
  units: 3,
  rounds: 1,
  state: "open",
  next_action: { sentence: "", step: "", path: "" },
  sampling_description: "",
  data_licence: "",
  me: "ada",
  offered_roles: [],
  members: 3,
  steps: [],
  round_list: [{ number: 1, style: "shared", state: "open" }],
  ...changes,
});

export const round = (changes: Partial<Round> = {}): Round =>
  ({
    number: 1,
    style: "shared",
    purpose: "coding",
    state: "open",
    sealed: true,
    multi_label: false,
    resolution_method: "discussion_then_final_rater",
    final_rater: "cleo",
    matching: "not_needed",
    discussion_ended_at: null,
    suggestions: "never",
    awaiting_response: 0,
    raters: ["ada", "bo"].map((name) => ({ name, assigned: 3, submitted: 0, commitment: null })),
    units: 3,
    assignment_scheme: "all",
    planned_raters: ["ada", "bo"],
    reassignments: [],
    ...changes,
  }) as Round;

export const unit = (number: number, changes: Partial<Unit> = {}): Unit => ({
  number,
  identifier: `GHSA-${number}`,
  aliases: [],
  title: `Advisory ${number}`,
  project: "parser",
  published: "2026-01-01",
  html: `<p>${TEXT}</p>`,
  text: TEXT,
  sha256: "",
  references: [],
  classifications: null,
  ...changes,
});

export const code = (id: number, label: string, changes: Partial<Code> = {}): Code => ({
  id,
  label,
  definition: "",
  when_to_use: "",
  when_not_to_use: "",
  examples: "",
  near_misses: "",
  colour: "#777777",
  parent: null,
  owner: null,
  round: null,
  retired: false,
  merged_into: null,
  mine: false,
  rank: null,
  score: null,
  activity: "",
  ...changes,
});
