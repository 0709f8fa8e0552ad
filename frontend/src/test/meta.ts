import type { Meta } from "../api/meta";

const row = (name: string, label: string, symbol: string, share = false): Meta["coefficients"][number] => ({
  name,
  label,
  symbol,
  explanation: `What ${label} measures.`,
  scope: ["single"],
  share,
  banded: true,
  can_be_primary: true,
  standard_error: false,
  source: "",
});

type Setting = Meta["round_settings"][number];

const setting = (
  name: string,
  label: string,
  kind: Setting["kind"],
  facts: Partial<Setting> = {},
): Setting => ({
  name,
  label,
  help: "",
  kind,
  choices: [],
  default: facts.choices?.[0]?.value ?? null,
  required: false,
  minimum: null,
  maximum: null,
  whole: false,
  share: false,
  example: null,
  applies_if: null,
  study_kinds: [],
  of_projects: null,
  ...facts,
});

const labels = (rows: Record<string, string>) =>
  Object.entries(rows).map(([value, label]) => ({ value, label }));
const sameAsValues = (...values: string[]) => values.map((value) => ({ value, label: value }));

const choices = (rows: Record<string, string>) => labels(rows).map((row) => ({ ...row, help: "" }));

const DECIDES = { setting: "resolution_method", values: ["final_rater", "discussion_then_final_rater"] };

export const SETTINGS: Setting[] = [
  setting("style", "Style", "choice", {
    choices: choices({ open: "Open coding", shared: "Shared codebook", closed: "Fixed codebook" }),
    of_projects: "closed",
  }),
  setting("assignment_scheme", "Allocation", "choice", {
    choices: choices({
      all: "Every rater codes every unit",
      fixed_number: "A fixed number of raters codes each unit",
      overlap: "Two raters code a share of the units",
    }),
  }),
  setting("raters_per_unit", "Raters per unit", "number", {
    required: true,
    whole: true,
    minimum: 2,
    maximum: 1000,
    example: 2,
    applies_if: { setting: "assignment_scheme", values: ["fixed_number"] },
  }),
  setting("overlap_share", "Percent of the units coded by two raters", "number", {
    required: true,
    share: true,
    minimum: 0,
    maximum: 1,
    example: 0.2,
    applies_if: { setting: "assignment_scheme", values: ["overlap"] },
  }),
  setting("multi_label", "Allow several codes per unit", "flag", { of_projects: true }),
  setting("suggestions", "Suggestions of the rules", "choice", {
    choices: choices({ after: "After their own answer", never: "Never, until the round is closed" }),
    study_kinds: ["projects"],
  }),
  setting("primary_statistic", "Primary statistic", "coefficient"),
  setting("threshold", "Threshold", "number", { minimum: -1, maximum: 1, example: 0.6 }),
  setting("resolution_method", "Resolution of disagreements", "choice", {
    choices: choices({
      final_rater: "The final rater decides",
      discussion: "The raters discuss and agree",
      discussion_then_final_rater: "The raters discuss, then the final rater decides what remains",
    }),
  }),
  setting("final_rater", "Final rater", "adjudicator", { required: true, applies_if: DECIDES }),
  setting("blind_adjudication", "Hide the raters’ names from the final rater", "flag", {
    applies_if: DECIDES,
  }),
];

/** A part of the server's tables, enough for tests of pages. */
export const META: Meta = {
  version: "0",
  coefficients: [
    row("percent_agreement", "percent agreement", "Percent agreement", true),
    row("cohen_kappa", "Cohen's kappa", "Cohen’s κ"),
    row("cohen_kappa_linear", "linear weighted kappa", "Weighted κ, linear"),
    row("fleiss_kappa", "Fleiss' kappa", "Fleiss’ κ"),
    row("krippendorff_alpha", "Krippendorff's alpha", "Krippendorff’s α"),
  ],
  bands: {
    scale: "Landis and Koch 1977",
    caveat: "The divisions are arbitrary.",
    bands: [
      { lower: -1, word: "poor" },
      { lower: 0, word: "slight" },
      { lower: 0.6, word: "substantial" },
    ],
  },
  primary_statistics: [
    {
      raters: 2,
      multi_label: false,
      complete: true,
      code_order: "order",
      coefficients: ["cohen_kappa_linear", "cohen_kappa"],
    },
    {
      raters: 2,
      multi_label: false,
      complete: true,
      code_order: "none",
      coefficients: ["cohen_kappa", "krippendorff_alpha"],
    },
    {
      raters: 2,
      multi_label: true,
      complete: true,
      code_order: "none",
      coefficients: ["krippendorff_alpha"],
    },
    {
      raters: 3,
      multi_label: false,
      complete: true,
      code_order: "none",
      coefficients: ["fleiss_kappa", "krippendorff_alpha"],
    },
    {
      raters: 3,
      multi_label: false,
      complete: false,
      code_order: "none",
      coefficients: ["krippendorff_alpha", "fleiss_kappa"],
    },
  ],
  release_files: [{ name: "table.csv", sentence: "The table.", media_type: "text/csv", condition: "" }],
  formats: [],
  round_settings: SETTINGS,
  enumerations: {
    role: sameAsValues("lead", "rater", "adjudicator", "viewer"),
    invitation_state: sameAsValues("pending", "accepted", "declined", "withdrawn", "expired"),
    study_state: labels({ corpus: "no sample", open: "in progress", closed: "closed" }),
    verdict: labels({ met: "met", not_met: "not met", unclear: "unclear" }),
    candidate_state: sameAsValues("included", "excluded", "undecided"),
    round_style: labels({ open: "open coding", shared: "shared codebook", closed: "fixed codebook" }),
    round_purpose: sameAsValues("pilot", "calibration", "coding"),
    round_state: labels({ planned: "planned", open: "in progress", closed: "closed", settled: "settled" }),
    assignment_state: labels({ not_started: "not started", draft: "draft", submitted: "submitted" }),
    certainty: labels({ certain: "certain", fairly: "fairly certain", unsure: "unsure" }),
    no_code_reason: labels({ cannot_tell: "cannot tell", not_applicable: "not applicable" }),
    study_kind: sameAsValues("advisories", "projects"),
    suggestion: labels({ yes: "yes", no: "no", cannot_tell: "cannot tell" }),
    decision_method: labels({
      agreed: "agreed",
      discussion: "in discussion",
      final_rater: "as final rater",
      rule: "by rule",
    }),
  },
  event_kinds: [],
  media_types: {},
};
