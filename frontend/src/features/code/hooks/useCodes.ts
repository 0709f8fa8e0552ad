import { useLocalStorage } from "@mantine/hooks";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Code } from "../../../api/studies";
import type { Worklist } from "../api";
import { codeTree, keyOrder } from "../state/codeOrder";

/** The rater's codes in the order of the list and of the keys, with the number of units that use each. */
export function useCodes(study: string, codingRound: number, all: readonly Code[], worklist: Worklist) {
  const cache = useQueryClient();
  const byId = useMemo(() => new Map(all.map((code) => [code.id, code])), [all]);
  const uses = useMemo(() => new Map(worklist.uses.map(({ code, units }) => [code, units])), [worklist.uses]);
  const order = useMemo(
    () => rememberOrder(cache, ["studies", study, "key-order", codingRound], all, uses),
    [cache, study, codingRound, all, uses],
  );
  const [foldedIds, setFoldedIds] = useLocalStorage<number[]>({
    key: `intercoder:${study}/${codingRound}/folded`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const folded = useMemo(() => new Set(foldedIds), [foldedIds]);
  const listed = useMemo(() => codeTree(order, byId, folded), [order, byId, folded]);
  const toggleFold = (code: number) =>
    setFoldedIds(folded.has(code) ? foldedIds.filter((id) => id !== code) : [...foldedIds, code]);
  return { all, byId, uses, order, listed, folded, toggleFold };
}

export type Codes = ReturnType<typeof useCodes>;

/** The order is in the query cache, so that keys keep their codes from unit to unit. */
function rememberOrder(
  cache: QueryClient,
  key: readonly unknown[],
  codes: readonly Code[],
  uses: ReadonlyMap<number, number>,
): number[] {
  const order = keyOrder(codes, uses, cache.getQueryData<number[]>(key) ?? []);
  cache.setQueryData(key, order);
  return order;
}
