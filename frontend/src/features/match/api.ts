import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, at, get, post, put } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";

export interface Card {
  id: number;
  label: string;
  definition: string;
  colour: string;
  count: number;
  quotes: string[];
}
export interface Pair {
  code: number;
  label: string;
  reason: string;
}
export interface Brief {
  primary: string;
  value: number | null;
  low: number | null;
  high: number | null;
  undefined: string | null;
  percent_agreement: number | null;
}
export interface PreviewRow {
  label: string;
  agreed: number;
  disputed: number;
}
export interface Matching {
  revision: number;
  confirmed_at: string | null;
  confirmed_by: string | null;
  raters: { name: string; codes: Card[] }[];
  pairs: (Pair & { by: string | null })[];
  suggestions: Pair[];
  shared: string[];
  agreement: { before: Brief; after: Brief };
  /** The consequence table as it would begin with these matches. */
  table: PreviewRow[];
}

const path = (study: string, round: number) => at`studies/${study}/rounds/${round}/matching/`;

export const matchingQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "matching", round],
    queryFn: () => get<Matching>(path(study, round)),
    refetchOnWindowFocus: false,
  });

export const putPairs = (study: string, round: number, pairs: Pair[], revision: number) =>
  put<Matching>(path(study, round), { pairs }, { headers: { "If-Match": `"${revision}"` } });

/** Whether a write came after somebody had confirmed the matching: nothing of it changes any more. */
export const isLate = (error: unknown) => error instanceof ApiError && error.code === "round_state";

export function useConfirm(study: string, round: number) {
  const cache = useQueryClient();
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: () => post<Matching>(`${path(study, round)}confirm/`, { confirm: "confirm" }),
    onSuccess: (matching) => {
      cache.setQueryData(matchingQuery(study, round).queryKey, matching);
      return refresh();
    },
    onError: (error) => (isLate(error) ? refresh() : undefined),
  });
}
