import { queryOptions } from "@tanstack/react-query";
import { at, get } from "../../api/client";
import type { Agreement, Coefficient, Schemas } from "../../api/types";

export type Report = Omit<Agreement, "band" | "per_code"> & {
  per_code: Record<string, Agreement["per_code"][string] & { fleiss_kappa?: Coefficient }>;
  band: { word: string; scale: string; supported: string | null; caveat: string } | null;
};
export interface AgreementAnswer {
  report: Report;
  before: Report | null;
  /** The version that was asked for; null: as now. */
  codebook: number | null;
  codebook_versions: number[];
  matched: boolean;
  threshold: number | null;
  sentence: string;
  saturation: Record<string, number[]>;
  /** The mean of the same curve over all orders of the units. */
  saturation_expected: Record<string, number[]>;
  saturated_after: Record<string, number | null>;
}

export const agreementQuery = (study: string, round: number, codebook: string) =>
  queryOptions({
    queryKey: ["studies", study, "agreement", round, codebook],
    queryFn: () =>
      get<AgreementAnswer>(at`studies/${study}/rounds/${round}/agreement/` + atVersion(codebook)),
  });

export const atVersion = (codebook: string): string =>
  codebook && `?${new URLSearchParams({ codebook }).toString()}`;

export type RoundFigure = Schemas["RoundFigureShape"];

export const overTimeQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "agreement"],
    queryFn: () => get<RoundFigure[]>(at`studies/${study}/agreement/`),
  });
