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

/** A part of the server's tables, enough for tests of pages. */
export const META: Meta = {
  version: "0",
  coefficients: [
    row("percent_agreement", "percent agreement", "Percent agreement", true),
    row("cohen_kappa", "Cohen's kappa", "Cohen’s κ"),
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
    { raters: 2, multi_label: false, complete: true, coefficients: ["cohen_kappa", "krippendorff_alpha"] },
    { raters: 3, multi_label: false, complete: true, coefficients: ["fleiss_kappa", "krippendorff_alpha"] },
    { raters: 3, multi_label: false, complete: false, coefficients: ["krippendorff_alpha", "fleiss_kappa"] },
  ],
  release_files: [{ name: "table.csv", sentence: "The table.", media_type: "text/csv", condition: "" }],
  formats: [],
  media_types: {},
};
