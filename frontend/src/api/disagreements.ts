import { queryOptions } from "@tanstack/react-query";
import { get, type Schemas } from "./client";
import { texts } from "./texts";

export type Decision = Schemas["Decision"];
export type DisagreementBrief = Schemas["DisagreementBrief"];

export const disagreementsQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreements", round],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/", { params: { path: { study, number: round } } }),
  });

/** The labels of a coding or a decision on one line: "Access + Leak", or "no code". */
export const codesText = (codes: readonly { label: string }[]): string =>
  codes
    .map(({ label }) => label)
    .sort()
    .join(" + ") || texts.noCode;

type Paired = {
  codings: readonly Pick<DisagreementBrief["codings"][number], "codes" | "merged_codes">[];
} & Pick<DisagreementBrief, "status">;

/**
 * The codings of a disagreement after merges on one line, such as "Access ↔ Leak". Equal pairs have equal text.
 * As coded, if a merge resolved the disagreement.
 */
export const pairOf = ({ codings, status }: Paired): string =>
  codings
    .map(({ codes, merged_codes }) => codesText(status === "resolved_by_merge" ? codes : merged_codes))
    .join(" ↔ ");
