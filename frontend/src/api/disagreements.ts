import { queryOptions } from "@tanstack/react-query";
import { get, type Schemas } from "./client";
import { texts } from "./texts";

export type Decision = Schemas["Decision"];
export type DisagreementBrief = Schemas["DisagreementBrief"];
/** Why an answer has no code; empty if it has codes. */
export type NoCodeReason = Decision["no_code_reason"];

export const disagreementsQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreements", round],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/", { params: { path: { study, number: round } } }),
  });

/** The labels of a coding or a decision on one line: "Access + Leak", or why there is none. */
export const codesText = (codes: readonly { label: string }[], reason: NoCodeReason = ""): string =>
  codes
    .map(({ label }) => label)
    .sort()
    .join(" + ") || (reason ? texts.noCodeReasons[reason] : texts.noCode);

type Paired = {
  codings: readonly Pick<DisagreementBrief["codings"][number], "codes" | "merged_codes" | "no_code_reason">[];
} & Pick<DisagreementBrief, "status">;

/**
 * The codings of a disagreement after merges on one line, such as "Access ↔ Leak". Equal pairs have equal text.
 * As coded, if a merge resolved the disagreement.
 */
export const pairOf = ({ codings, status }: Paired): string =>
  codings
    .map(({ codes, merged_codes, no_code_reason }) =>
      codesText(status === "resolved_by_merge" ? codes : merged_codes, no_code_reason),
    )
    .join(" ↔ ");
