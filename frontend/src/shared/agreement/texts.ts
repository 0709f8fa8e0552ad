/** What a reader sees in the report of agreement, of a round or of a sheet. */

export const texts = {
  primary: {
    remark: "Note on this value",
    rare: "Few units to go by",
    band: (scale: string, word: string) =>
      `The faint lines are the bands of ${scale}, who call this value “${word}”`,
    supported: (word: string) => `. With 95 % probability it is at least “${word}”`,
  },
  coefficients: {
    title: "All coefficients",
    name: "Coefficient",
    value: "Value",
    interval: (confidence: number) => `${Math.round(100 * confidence)} % interval`,
    axis: (from: string) => `Axis from ${from} to 1.0`,
    primary: " primary",
    fixed: " primary, fixed in the plan",
    undefined: (reason: string) => `Undefined: ${reason}`,
  },
  byCode: {
    mean: (coefficient: string, value: string, defined: number, codes: number) =>
      `Mean ${coefficient} over ${defined === codes ? `all ${codes}` : `${defined} of ${codes}`} codes: ${value}.`,
    label: "Agreement by code",
    code: "Code",
    interval: "Interval",
    axis: (from: string) => `${from} to 1.0`,
  },
};
