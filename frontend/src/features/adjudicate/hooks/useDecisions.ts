import { useQueryClient } from "@tanstack/react-query";
import { ApiError, post, remove, type Schemas } from "../../../api/client";
import { disagreementsQuery } from "../../../api/disagreements";
import { roundQuery } from "../../../api/studies";
import { useWrite } from "../../../api/write";
import { type Disagreement, disagreementQuery, discussionQuery, finalRaterQuery } from "../api";
import { useAdjudication } from "../components/AdjudicationContext";

const REFRESH_DELAY = 2_000; // ms

/** Whether the server refused the decision because another one was made on the unit in the meantime. */
export const isStale = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status === 412;

function useRoundPath() {
  const { study, round } = useAdjudication();
  return { study: study.slug, number: round.number };
}

/** Return a function that updates the unit and the list immediately after a decision, and the counts after a pause. */
function useAfterDecision() {
  const cache = useQueryClient();
  const {
    study: { slug: study },
    round: { number: round },
    refresh,
  } = useAdjudication();
  return async (latest?: Disagreement) => {
    const changed = [
      { queryKey: ["studies", study, "disagreement", round] },
      { queryKey: disagreementsQuery(study, round).queryKey },
      { queryKey: finalRaterQuery(study, round).queryKey },
      { queryKey: roundQuery(study, round).queryKey },
      { queryKey: ["studies", study], exact: true },
    ];
    refresh.cancel();
    if (latest === undefined) {
      for (const query of changed) void cache.invalidateQueries(query);
      return;
    }
    // A response in progress may be older than the new state.
    await Promise.all(changed.slice(0, 2).map((query) => cache.cancelQueries(query)));
    const { decision, version, awaiting_response } = latest;
    const unit = latest.unit.number;
    for (const query of changed) void cache.invalidateQueries({ ...query, refetchType: "none" });
    cache.setQueryData(disagreementQuery(study, round, unit).queryKey, latest);
    cache.setQueryData(disagreementsQuery(study, round).queryKey, (rows) =>
      rows?.map((row) => (row.unit === unit ? { ...row, decision, version, awaiting_response } : row)),
    );
    refresh.schedule(() => {
      for (const query of changed.slice(1)) void cache.invalidateQueries(query);
    }, REFRESH_DELAY);
  };
}

/** Return a function that shows the current state, which the refusal of a stale decision contains. */
function useShowCurrent() {
  const after = useAfterDecision();
  return (error: Error) =>
    isStale(error) ? after((error.body as { current: Disagreement }).current) : undefined;
}

const basedOn = (version: number) => ({ "If-Match": `"${version}"` });

type NewDecision = Required<Schemas["DecisionInputRequest"]> & { version: number };

export function useDecide() {
  const path = useRoundPath();
  const after = useAfterDecision();
  const onError = useShowCurrent();
  return useWrite({
    mutationFn: ({ version, ...decision }: NewDecision) =>
      post("/studies/{study}/rounds/{number}/decisions/", {
        params: { path, header: basedOn(version) },
        body: decision,
      }),
    onSuccess: after,
    onError,
  });
}

export function useWithdraw() {
  const path = useRoundPath();
  const after = useAfterDecision();
  const onError = useShowCurrent();
  return useWrite({
    mutationFn: ({ unit, version }: Pick<NewDecision, "unit" | "version">) =>
      remove("/studies/{study}/rounds/{number}/decisions/{unit}/", {
        params: { path: { ...path, unit }, header: basedOn(version) },
      }),
    onSuccess: after,
    onError,
  });
}

/** Apply the codes of the final rater to all undecided units that they coded. */
export function useApplyFinalRater() {
  const path = useRoundPath();
  const cache = useQueryClient();
  const after = useAfterDecision();
  return useWrite({
    mutationFn: (reason: string) =>
      post("/studies/{study}/rounds/{number}/decisions/final_rater/", { params: { path }, body: { reason } }),
    onSuccess: async () => {
      await after();
      return cache.refetchQueries(disagreementsQuery(path.study, path.number));
    },
  });
}

/** Change the member's answer on a unit, or keep it if `codes` is null. */
export function usePosition(unit: number) {
  const path = useRoundPath();
  const cache = useQueryClient();
  const after = useAfterDecision();
  return useWrite({
    mutationFn: (position: Schemas["PositionRequest"]) =>
      post("/studies/{study}/rounds/{number}/disagreements/{unit}/positions/", {
        params: { path: { ...path, unit } },
        body: position,
      }),
    onSuccess: ({ thread }) => {
      cache.setQueryData(discussionQuery(path.study, path.number, unit).queryKey, thread);
      void after();
    },
  });
}
