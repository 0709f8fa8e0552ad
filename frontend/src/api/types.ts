/** What the API answers, by the names the screens use; generated from the schema, narrowed where it is vague. */

import type { components } from "./schema";

export type Schemas = components["schemas"];

/** A type with some of its fields said more precisely. */
type Narrow<Wide, Fields> = Omit<Wide, keyof Fields> & Fields;

export type Role = Schemas["RolesEnum"];
export type RoundStyle = Schemas["StyleEnum"];
export type RoundState = Schemas["RoundStateEnum"];
export type Step =
  | "corpus"
  | "sample"
  | "codebook"
  | "rounds"
  | "code"
  | "match"
  | "agreement"
  | "adjudicate"
  | "release";

/** `demo` is a sentence on how to look around, where the server has one. */
export type Session = Schemas["SessionShape"] & { demo?: string | null };

/** `step` and `path` are empty when there is nothing to do; `path` lies below the study, or is absolute. */
export type Next = Narrow<Schemas["NextShape"], { step: Step | "" }>;
export type StudyBrief = Narrow<Schemas["StudyBrief"], { next: Next }>;
export type Stop = Narrow<Schemas["StopShape"], { step: Step }>;
export type RoundBrief = Narrow<Schemas["RoundBrief"], { style: RoundStyle; state: RoundState }>;
export type Study = Narrow<Schemas["StudyShape"], { next: Next; flow: Stop[]; round_list: RoundBrief[] }>;

export type Member = Schemas["MemberShape"];
export type UnitBrief = Schemas["UnitBrief"];
export type Unit = Schemas["UnitShape"];
export type StudyEvent = Schemas["EventShape"];
export type Code = Schemas["CodeShape"];
export type Round = Schemas["RoundShape"];
export type Job = Schemas["JobShape"];

/** A coefficient of `agreement.json`: numbers, or the reason why there are none. */
export type Coefficient = Schemas["EstimateShape"];
export type PerCode = {
  counts: Record<string, number>;
  cohen_kappa?: Coefficient;
  fleiss_kappa?: Coefficient;
  specific_agreement?: number | null;
  warning?: string | null;
};
export type Agreement = Narrow<Schemas["ReportShape"], { per_code: Record<string, PerCode> }>;

export type Paged<Item> = { next?: string | null; results: Item[] };
