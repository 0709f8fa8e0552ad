import { useLocalStorage } from "@mantine/hooks";
import { useMemo } from "react";
import type { Code, Round } from "../../../api/studies";
import type { Worklist } from "../api";
import { codeTree } from "../state/codeOrder";
import type { LocalDrafts } from "../state/localDrafts";
import { useCodeKeys } from "./useCodeKeys";

interface Options {
  study: string;
  round: Round;
  all: readonly Code[];
  worklist: Worklist;
  localDrafts: LocalDrafts;
}

/** The rater's codes in the order of the codebook, with their keys and the number of units that use each. */
export function useCodes({ study, round, all, worklist, localDrafts }: Options) {
  const byId = useMemo(() => new Map(all.map((code) => [code.id, code])), [all]);
  const uses = useMemo(() => new Map(worklist.uses.map(({ code, units }) => [code, units])), [worklist.uses]);
  const order = useMemo(() => all.filter(({ retired }) => !retired).map(({ id }) => id), [all]);
  const { keys, change: changeKeys } = useCodeKeys(study, round, all, localDrafts);
  const [foldedIds, setFoldedIds] = useLocalStorage<number[]>({
    key: `intercoder:${study}/${round.number}/${worklist.rater}/folded`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const folded = useMemo(() => new Set(foldedIds), [foldedIds]);
  const listed = useMemo(() => codeTree(order, byId, folded), [order, byId, folded]);
  const toggleFold = (code: number) =>
    setFoldedIds(folded.has(code) ? foldedIds.filter((id) => id !== code) : [...foldedIds, code]);
  return { all, byId, uses, order, listed, keys, changeKeys, folded, toggleFold };
}

export type Codes = ReturnType<typeof useCodes>;
