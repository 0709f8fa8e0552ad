import type { Schemas } from "./client";

/** A coefficient: its value and interval, or the reason why it is undefined. */
export type Coefficient = Schemas["Estimate"];

/** The report of ratings, of a round or of files. */
export type BaseReport = Schemas["Report"];
