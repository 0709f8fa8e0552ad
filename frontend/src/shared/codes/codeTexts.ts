/** The parts of a code's definition, by their names in the API, in the order in which they are shown. */
export const CODE_TEXTS = [
  "definition",
  "when_to_use",
  "when_not_to_use",
  "examples",
  "near_misses",
] as const;
export type CodeText = (typeof CODE_TEXTS)[number];
