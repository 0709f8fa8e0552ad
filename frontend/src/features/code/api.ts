import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, put, remove, type Schemas } from "../../api/client";
import type { ReadingOptions } from "../../api/ratings";
import { studyQuery } from "../../api/studies";
import { carriedTogether, type Sent } from "../../api/uploads";
import type { CodeKeys } from "./state/codeKeys";
import { type CodingDraft, normalise } from "./state/draft";
import type { LocalDrafts } from "./state/localDrafts";

export type UnitState = Schemas["AssignmentStateEnum"];
export type WorklistUnit = Schemas["WorklistItem"];
export type Worklist = Schemas["Worklist"];
export type SubmittedCoding = Schemas["OwnCoding"];
export type CodingUnit = Schemas["CodingUnit"];
export type SimilarUnit = Schemas["SimilarUnit"];
export type SuggestedActivity = Schemas["SuggestedActivity"];

export const worklistQuery = (study: string, round: number) =>
  queryOptions({
    queryKey: ["studies", study, "worklist", round],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/worklist/", { params: { path: { study, number: round } } }),
  });

/** The keys of the codes: as changed on this page, and as stored on the server. */
export const codeKeysQuery = (study: string, round: number, localDrafts: LocalDrafts) =>
  queryOptions({
    queryKey: ["studies", study, "code-keys", round],
    queryFn: async () => {
      const { keys, revision } = await get("/studies/{study}/rounds/{number}/keys/", {
        params: { path: { study, number: round } },
      });
      const local = localDrafts.getKeys();
      const unsent = local?.revision === revision ? local.keys : null;
      return { keys: (unsent ?? keys) as CodeKeys, stored: keys as CodeKeys, revision };
    },
    refetchOnWindowFocus: false, // a key must not change its code between two units
  });

export function putCodeKeys(study: string, round: number, keys: CodeKeys, revision: number) {
  return put("/studies/{study}/rounds/{number}/keys/", {
    params: { path: { study, number: round }, header: { "If-Match": `"${revision}"` } },
    body: { keys },
  });
}

/** Writes of this window update the cache; a write of another window is recognised by its revision. */
export const codingUnitQuery = (study: string, round: number, unit: number) =>
  queryOptions({
    queryKey: ["studies", study, "coding-unit", round, unit],
    queryFn: () =>
      get("/studies/{study}/rounds/{number}/units/{unit}/", {
        params: { path: { study, number: round, unit } },
      }),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

export async function putDraft(
  cache: QueryClient,
  { study, round, unit }: { study: string; round: number; unit: number },
  draft: CodingDraft,
  revision: number,
  seconds: number | null = null,
) {
  const saved = await put("/studies/{study}/rounds/{number}/units/{unit}/draft/", {
    params: { path: { study, number: round, unit }, header: { "If-Match": `"${revision}"` } },
    body: { ...normalise(draft), active_seconds: seconds },
  });
  const stored = { ...normalise(draft), active_seconds: seconds, saved_at: saved.saved_at };
  cache.setQueryData(
    codingUnitQuery(study, round, unit).queryKey,
    (data) => data && { ...data, state: "draft" as const, revision: saved.revision, draft: stored },
  );
  updateWorklist(cache, study, round, unit, { state: "draft", flagged: draft.flagged_for_discussion });
  return saved;
}

/** Update the cached work list after a write, instead of loading it again. */
function updateWorklist(
  cache: QueryClient,
  study: string,
  round: number,
  unit: number,
  change: Partial<WorklistUnit>,
  totals: Partial<Worklist> = {},
) {
  cache.setQueryData(worklistQuery(study, round).queryKey, (worklist) => {
    const before = worklist?.units.find(({ number }) => number === unit);
    if (!worklist || !before) return worklist;
    const after = { ...before, ...change };
    const units = worklist.units.map((row) => (row === before ? after : row));
    const drafts = worklist.drafts + Number(after.state === "draft") - Number(before.state === "draft");
    const submitted = worklist.submitted + Number(after.submitted) - Number(before.submitted);
    return { ...worklist, ...totals, units, drafts, submitted };
  });
}

/** The number of units per code after a coding was replaced by another. */
export function usesAfter(uses: Worklist["uses"], before: readonly number[], after: readonly number[]) {
  const counts = new Map(uses.map(({ code, units }) => [code, units]));
  for (const code of before) counts.set(code, (counts.get(code) ?? 0) - 1);
  for (const code of after) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, units]) => ({ code, units })).filter(({ units }) => units > 0);
}

interface Submission {
  draft: CodingDraft;
  reason: string;
  key: string;
  seconds: number;
}

export function useSubmit(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, reason, key, seconds }: Submission) =>
      post("/studies/{study}/rounds/{number}/units/{unit}/coding/", {
        params: { path: { study, number: round, unit }, header: { "Idempotency-Key": key } },
        body: { ...normalise(draft), reason, active_seconds: seconds },
      }),
    onSuccess: (coding) => {
      const before = cache.getQueryData(codingUnitQuery(study, round, unit).queryKey);
      cache.setQueryData(
        codingUnitQuery(study, round, unit).queryKey,
        (data) => data && { ...data, state: "submitted" as const, revision: 0, draft: null, coding },
      );
      const worklist = cache.getQueryData(worklistQuery(study, round).queryKey);
      const change = { state: "submitted" as const, submitted: true, flagged: coding.flagged_for_discussion };
      updateWorklist(cache, study, round, unit, change, {
        next: coding.next,
        active_seconds: (worklist?.active_seconds ?? 0) + (coding.active_seconds ?? 0),
        uses: usesAfter(worklist?.uses ?? [], before?.coding?.codes ?? [], coding.codes),
      });
      void cache.invalidateQueries({
        queryKey: studyQuery(study).queryKey,
        exact: true,
        refetchType: "none",
      });
      // After the last unit the page shows the progress of all raters.
      const refetchType = coding.next === null ? "active" : "none";
      void cache.invalidateQueries({ queryKey: ["studies", study, "rounds"], refetchType });
    },
  });
}

export function useDiscardDraft(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      remove("/studies/{study}/rounds/{number}/units/{unit}/draft/", {
        params: { path: { study, number: round, unit } },
      }),
    onSuccess: async () => {
      await cache.invalidateQueries(codingUnitQuery(study, round, unit));
      await cache.invalidateQueries(worklistQuery(study, round));
    },
  });
}

/** Defer a unit, or resume it. */
export function useDeferral(study: string, round: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ unit, deferred }: { unit: number; deferred: boolean }) => {
      const path = "/studies/{study}/rounds/{number}/units/{unit}/deferral/";
      const options = { params: { path: { study, number: round, unit } } };
      return deferred ? put(path, options) : remove(path, options);
    },
    onSuccess: (_, { unit, deferred }) => updateWorklist(cache, study, round, unit, { deferred }),
  });
}

/** Show what the rules suggest. From then on the rater's answer is final. */
export function useShowSuggestion(study: string, round: number, unit: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/units/{unit}/suggestion/", {
        params: { path: { study, number: round, unit } },
      }),
    onSuccess: () =>
      cache.setQueryData(
        codingUnitQuery(study, round, unit).queryKey,
        (data) => data && { ...data, suggestion_shown: true },
      ),
  });
}

export function useSimilarUnits(study: string, round: number, unit: number) {
  return useMutation({
    mutationFn: () =>
      post("/studies/{study}/rounds/{number}/units/{unit}/similar/", {
        params: { path: { study, number: round, unit } },
      }),
  });
}

/** Enter the codings of files into a round; `dryRun` only says what would be stored. */
export async function enterCodings(
  study: string,
  round: number,
  files: readonly File[],
  { rater, ...options }: ReadingOptions,
  dryRun: boolean,
  report: Sent,
) {
  const body = {
    ...(await carriedTogether(files, report)),
    reading: JSON.stringify(options),
    ...(rater === undefined ? {} : { rater: String(rater) }),
  };
  return post("/studies/{study}/rounds/{number}/codings/import/", {
    params: { path: { study, number: round }, query: { dry_run: dryRun } },
    // The description of the API has the files as one type of body and the uploads as another.
    body: body as never,
  });
}
