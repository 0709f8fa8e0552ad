import type { Schemas } from "./client";

/** A coefficient: its value and interval, or the reason why it is undefined. */
export type Coefficient = Schemas["Estimate"];
