import { queryOptions } from "@tanstack/react-query";
import { at, get } from "./client";

export type CodeBrief = { id: number; label: string; colour: string };
export type Decision = {
  codes: CodeBrief[];
  how: "agreed" | "discussion" | "final_rater" | "rule";
  by: string | null;
  reason: string;
  /** Whether who decided wrote the reason. */
  written: boolean;
  decided_at: string;
};
export type DisagreementBrief = {
  unit: number;
  identifier: string;
  title: string;
  kind: "different" | "overlap" | "subset" | "abstained";
  answers: { rater: string; codes: CodeBrief[]; certainty: string }[];
  decision: Decision | null;
  /** Counts decisions and withdrawals: what a decision is based on. */
  version: number;
  /** Raters who have to move or stay before the final rater decides. */
  waits_for: string[];
};

export const disagreementsQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreements", round],
    queryFn: () => get<DisagreementBrief[]>(at`studies/${study}/rounds/${round}/disagreements/`),
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
