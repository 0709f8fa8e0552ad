import { queryOptions, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { ApiError, get, post, remove } from "../../api/client";
import { disagreementsQuery } from "../../api/disagreements";
import { roundQuery, useRefreshStudy } from "../../api/studies";
import { useWrite } from "../../api/write";

export type RaterAnswer = Schemas["FullAnswer"];
export type Disagreement = Schemas["DisagreementShape"];
export type How = NonNullable<Schemas["DecisionRequestRequest"]["how"]>;

/** What others do is seen while the page is. */
export const LOOK_AGAIN = 10_000;

export const disagreementQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "disagreement", round, unit],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/disagreements/{unit}/", {
        params: { path: { study, number: round, unit } },
      }),
    refetchInterval: LOOK_AGAIN,
  });

/** How many units the final rater's own coding would decide, and why others stay open. */
export const standsQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "stands", round],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/decisions/final_rater/", {
        params: { path: { study, number: round } },
      }),
  });

let refreshing: ReturnType<typeof setTimeout> | undefined;

/** What a decision changes: the unit and the list at once, the counts when there is time for it. */
export function useAfterDecision(study: string, round: number) {
  const cache = useQueryClient();
  return async (known?: Disagreement) => {
    const changed = [
      { queryKey: ["studies", study, "disagreement", round] },
      { queryKey: disagreementsQuery(study, round).queryKey },
      { queryKey: standsQuery(study, round).queryKey },
      { queryKey: roundQuery(study, round).queryKey },
      { queryKey: ["studies", study], exact: true },
    ];
    clearTimeout(refreshing);
    if (known === undefined) {
      for (const query of changed) void cache.invalidateQueries(query);
      return;
    }
    // An answer on its way would be older than what is known.
    await Promise.all(changed.slice(0, 2).map((query) => cache.cancelQueries(query)));
    const { decision, version, waits_for } = known;
    const unit = known.unit.number;
    for (const query of changed) void cache.invalidateQueries({ ...query, refetchType: "none" });
    cache.setQueryData(disagreementQuery(study, round, unit).queryKey, known);
    cache.setQueryData(disagreementsQuery(study, round).queryKey, (rows) =>
      rows?.map((row) => (row.unit === unit ? { ...row, decision, version, waits_for } : row)),
    );
    refreshing = setTimeout(() => {
      for (const query of changed.slice(1)) void cache.invalidateQueries(query);
    }, 2_000);
  };
}

/** A stale decision is answered with what stands: it is shown, and nothing of what was picked is lost. */
function useStale(study: string, round: number) {
  const after = useAfterDecision(study, round);
  return (error: Error) => {
    const stale = error instanceof ApiError && error.status === 412;
    return stale ? after((error.body as { current: Disagreement }).current) : undefined;
  };
}

const basedOn = (version: number) => ({ "If-Match": `"${version}"` });

export function useDecide(study: string, round: number) {
  const after = useAfterDecision(study, round);
  const onError = useStale(study, round);
  return useWrite({
    mutationFn: ({ version, ...made }: DecisionMade) =>
      post("/studies/{study}/rounds/{number}/decisions/", {
        params: { path: { study, number: round }, header: basedOn(version) },
        body: made,
      }),
    onSuccess: after,
    onError,
  });
}

type DecisionMade = Required<Schemas["DecisionRequestRequest"]> & { version: number };

export function useWithdraw(study: string, round: number) {
  const after = useAfterDecision(study, round);
  const onError = useStale(study, round);
  return useWrite({
    mutationFn: ({ unit, version }: Pick<DecisionMade, "unit" | "version">) =>
      remove("/studies/{study}/rounds/{number}/decisions/{unit}/", {
        params: { path: { study, number: round, unit }, header: basedOn(version) },
      }),
    onSuccess: after,
    onError,
  });
}

export function useFinalRaterStands(study: string, round: number) {
  const cache = useQueryClient();
  const after = useAfterDecision(study, round);
  return useWrite({
    mutationFn: (reason: string) =>
      post("/studies/{study}/rounds/{number}/decisions/final_rater/", {
        params: { path: { study, number: round } },
        body: { reason },
      }),
    onSuccess: async () => {
      await after();
      return cache.refetchQueries(disagreementsQuery(study, round));
    },
  });
}

/** Both ways: the lead ends the discussion, and opens it again. */
export function useEndDiscussion(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  const end = useWrite({
    mutationFn: (reason: string) =>
      post("/studies/{study}/rounds/{number}/discussion/end/", {
        params: { path: { study, number: round } },
        body: { reason },
      }),
    onSuccess: refresh,
  });
  const openAgain = useWrite({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/discussion/open_again/", {
        params: { path: { study, number: round } },
      }),
    onSuccess: refresh,
  });
  return { end, openAgain };
}

export function useTakeUpAgain(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  return useWrite({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/take_up_again/", { params: { path: { study, number: round } } }),
    onSuccess: refresh,
  });
}

export function useSettle(study: string, round: number) {
  const refresh = useRefreshStudy(study);
  return useWrite({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/settle/", { params: { path: { study, number: round } } }),
    onSuccess: refresh,
  });
}
