import { queryOptions } from "@tanstack/react-query";
import { get, type Schemas } from "../../api/client";

export type { BaseReport } from "../../api/agreement";
/** With the report before merges, if codes were merged after the round closed. */
export type Report = Schemas["RoundReport"];
export type AgreementAnswer = Schemas["Agreement"];
export type RoundFigure = Schemas["RoundFigure"];

/** `codebook` is a frozen version, or undefined for the codebook as it is now. */
export const agreementQuery = (study: string, round: number, codebook: number | undefined) =>
  queryOptions({
    queryKey: ["studies", study, "agreement", round, codebook],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/agreement/", {
        params: { path: { study, number: round }, query: { codebook } },
      }),
  });

export const overTimeQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "agreement"],
    queryFn: () => get("/studies/{study}/agreement/", { params: { path: { study } } }),
  });
