import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
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

export type Position = keyof Schemas["PassageCounts"];
export type UnitWithPassages = Schemas["UnitWithPassages"];

/** The units of a round by how the passages of two raters lie, in pages. */
export const passagesQuery = (
  study: string,
  round: number,
  query: { position: Position; code?: string; codebook?: number },
) =>
  infiniteQueryOptions({
    queryKey: ["studies", study, "passages", round, query],
    queryFn: ({ pageParam }) =>
      get("/studies/{study}/rounds/{number}/passages/", {
        params: { path: { study, number: round }, query: { ...query, after: pageParam ?? undefined } },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ after }) => after,
  });

export const passagesOfUnitQuery = (study: string, round: number, unit: number, codebook?: number) =>
  queryOptions({
    queryKey: ["studies", study, "passages", round, "unit", unit, codebook],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/passages/{unit}/", {
        params: { path: { study, number: round, unit }, query: { codebook } },
      }),
  });

export const overTimeQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "agreement"],
    queryFn: () => get("/studies/{study}/agreement/", { params: { path: { study } } }),
  });
