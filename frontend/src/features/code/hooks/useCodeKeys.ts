import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { ApiError } from "../../../api/client";
import type { Code, Round } from "../../../api/studies";
import { codeKeysQuery, putCodeKeys } from "../api";
import { type CodeKeys, filledKeys, sameKeys } from "../state/codeKeys";
import type { LocalDrafts } from "../state/localDrafts";

const RETRY_DELAY = 15_000; // ms

/** One write at a time, each based on the revision that the one before returned. */
let sending: Promise<void> = Promise.resolve();

/** The keys of the rater's codes, stored on the server and, until it has them, in this browser. */
export function useCodeKeys(study: string, round: Round, all: readonly Code[], localDrafts: LocalDrafts) {
  const cache = useQueryClient();
  const query = codeKeysQuery(study, round.number, localDrafts);
  const data = useQuery(query).data;
  const keys = useMemo(() => filledKeys(data?.keys ?? {}, all), [data?.keys, all]);
  const [attempt, setAttempt] = useState(0);
  const unsent = round.state === "open" && data !== undefined && !sameKeys(keys, data.stored);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt sends the keys once
  useEffect(() => {
    if (!unsent) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => setAttempt((count) => count + 1);
    window.addEventListener("online", again);
    sending = sending.then(() => send(cache, study, round.number, localDrafts, keys));
    sending = sending.catch((error: unknown) => {
      if (error instanceof ApiError && (error.status === 0 || error.status >= 500))
        timer = setTimeout(again, RETRY_DELAY);
    });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [unsent, keys, attempt]);

  const change = useCallback(
    (changed: CodeKeys) => {
      cache.setQueryData(query.queryKey, (before) => before && { ...before, keys: changed });
      localDrafts.putKeys({
        keys: changed,
        revision: cache.getQueryData(query.queryKey)?.revision ?? 0,
      });
    },
    [cache, query.queryKey, localDrafts],
  );
  return { keys, change };
}

/** Send the keys. If another window has stored others, take those. */
async function send(
  cache: QueryClient,
  study: string,
  round: number,
  localDrafts: LocalDrafts,
  keys: CodeKeys,
): Promise<void> {
  const { queryKey } = codeKeysQuery(study, round, localDrafts);
  const { revision = 0, stored = {} } = cache.getQueryData(queryKey) ?? {};
  if (sameKeys(keys, stored)) return;
  try {
    const saved = await putCodeKeys(study, round, keys, revision);
    cache.setQueryData(queryKey, (now) => {
      const changed = now && !sameKeys(filledOf(now.keys, keys), keys);
      if (!changed) localDrafts.removeKeys();
      return { keys: changed ? now.keys : keys, stored: saved.keys, revision: saved.revision };
    });
  } catch (error) {
    const current = error instanceof ApiError && error.status === 412 && (error.body as Stale).current;
    if (!current) throw error;
    localDrafts.removeKeys();
    cache.setQueryData(queryKey, { ...current, stored: current.keys });
  }
}

interface Stale {
  current?: { keys: CodeKeys; revision: number };
}

/** The keys with those that were only filled in. */
const filledOf = (keys: CodeKeys, filled: CodeKeys): CodeKeys => ({ ...filled, ...keys });
