import { queryOptions } from "@tanstack/react-query";
import { type AnswerText, codesText } from "./answers";
import { get } from "./client";
import { useLabel } from "./meta";

export const disagreementsQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreements", round],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/", { params: { path: { study, number: round } } }),
  });

/** The codes of a coding or a decision on one line, or why it has none. */
export function useAnswerText(): AnswerText {
  const noCode = useLabel("no_code_reason");
  return (codes, reason) => (codes.length === 0 && reason ? noCode(reason) : codesText(codes));
}
