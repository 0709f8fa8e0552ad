import type { Candidate, Verdict, VerdictInput } from "./api";

export type VerdictValue = Verdict["verdict"];
export type CandidateState = Candidate["state"];

/** The verdicts in the order of the buttons, each with its mark and its key. */
export const VERDICTS: Record<VerdictValue, { mark: string; key: string }> = {
  met: { mark: "✓", key: "y" },
  not_met: { mark: "✕", key: "n" },
  unclear: { mark: "?", key: "u" },
};
export const VERDICT_VALUES = Object.keys(VERDICTS) as VerdictValue[];

export const STATES: readonly CandidateState[] = ["included", "excluded", "undecided"];

export const verdictOf = (candidate: Candidate, criterion: number): Verdict | undefined =>
  candidate.decisions.find((verdict) => verdict.criterion === criterion);

/** The candidates in a state, or in any, whose names contain all words of the search. */
export function matchingCandidates(
  candidates: Candidate[],
  state: CandidateState | "",
  search: string,
): Candidate[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return candidates.filter(
    (candidate) =>
      (!state || candidate.state === state) &&
      words.every((word) => candidate.name.toLowerCase().includes(word)),
  );
}

/** A verdict as the API takes it. Null withdraws the verdict. */
export const verdictInput = (
  project: string,
  criterion: number,
  verdict: VerdictValue | null,
  reason = "",
): VerdictInput => ({ project, criterion, verdict, reason });

/** The verdicts that restore the previous state of the candidates. */
export function inverse(verdicts: VerdictInput[], previous: Candidate[]): VerdictInput[] {
  return verdicts.map(({ project, criterion }) => {
    const candidate = previous.find((one) => one.project === project);
    const verdict = candidate && verdictOf(candidate, criterion);
    return verdictInput(project, criterion, verdict?.verdict ?? null, verdict?.reason);
  });
}

/** The reasons given so far for a criterion, the most frequent first. */
export function reasonsOf(candidates: Candidate[], criterion: number): string[] {
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    const reason = verdictOf(candidate, criterion)?.reason;
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([reason]) => reason);
}
