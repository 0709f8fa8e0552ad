import { useLocalStorage } from "@mantine/hooks";
import { useMemo } from "react";
import type { Code } from "../../../api/types";
import type { Queue } from "../api";
import { branches } from "../state/codeOrder";
import { useKeyOrder } from "./useCodeKeys";

/** The rater's codes as they are listed and reached by keys: in the order of use, below their parents, folded. */
export function useVocabulary(study: string, round: number, codes: readonly Code[], queue: Queue) {
  const byId = useMemo(() => new Map(codes.map((code) => [code.id, code])), [codes]);
  const uses = useMemo(() => new Map(queue.uses.map(({ code, units }) => [code, units])), [queue.uses]);
  const order = useKeyOrder(study, round, codes, uses);
  const [kept, keep] = useLocalStorage<number[]>({
    key: `intercoder:${study}/${round}/folded`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const folded = useMemo(() => new Set(kept), [kept]);
  const listed = useMemo(() => branches(order, byId, folded), [order, byId, folded]);
  const fold = (code: number) => keep(folded.has(code) ? kept.filter((id) => id !== code) : [...kept, code]);
  return { byId, uses, order, listed, folded, fold };
}

export type Vocabulary = ReturnType<typeof useVocabulary>;
