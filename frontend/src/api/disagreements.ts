import { queryOptions } from "@tanstack/react-query";
import { get, type Schemas } from "./client";

export type Decision = Schemas["Decision"];
export type DisagreementBrief = Schemas["DisagreementBrief"];

export const disagreementsQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreements", round],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/", { params: { path: { study, number: round } } }),
  });

/** What a rater said, as one line: "none" is an answer too. */
export const said = (codes: readonly { label: string }[]): string =>
  codes
    .map(({ label }) => label)
    .sort()
    .join(" + ") || "no code";

/** The answers of a disagreement, by which like ones are found: "Ada's ↔ Bo's". */
export const pairOf = ({ answers }: Pick<DisagreementBrief, "answers">): string =>
  answers.map(({ codes }) => said(codes)).join(" ↔ ");
