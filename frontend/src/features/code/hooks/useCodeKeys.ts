import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Code } from "../../../api/types";
import { keyOrder } from "../state/codeOrder";

/** The order is kept over units, in the query cache, for as long as the seat is taken. */
export function useKeyOrder(
  study: string,
  round: number,
  codes: readonly Code[],
  uses: ReadonlyMap<number, number>,
): number[] {
  const cache = useQueryClient();
  return useMemo(() => {
    const key = ["studies", study, "key-order", round];
    const order = keyOrder(codes, uses, cache.getQueryData<number[]>(key) ?? []);
    cache.setQueryData(key, order);
    return order;
  }, [cache, study, round, codes, uses]);
}
