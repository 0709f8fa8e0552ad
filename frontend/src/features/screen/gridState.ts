import type { Candidate, Judged, Verdict } from "./api";

export type Word = "met" | "not_met" | "unclear";
export type State = Candidate["state"];

export const VERDICTS: Record<Word, { mark: string; name: string; key: string }> = {
  met: { mark: "✓", name: "met", key: "y" },
  not_met: { mark: "✕", name: "not met", key: "n" },
  unclear: { mark: "?", name: "unclear", key: "u" },
};

export const STATES: Record<State, string> = {
  included: "included",
  excluded: "excluded",
  undecided: "undecided",
};

export const verdictOf = (candidate: Candidate, criterion: number): Verdict | undefined =>
  candidate.decisions.find((decision) => decision.criterion === criterion);

/** The projects that a state and words in the name leave. */
export function shownOf(all: Candidate[], state: State | "", words: string): Candidate[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(
    (candidate) =>
      (!state || candidate.state === state) &&
      wanted.every((word) => candidate.name.toLowerCase().includes(word)),
  );
}

/** A verdict as it is sent. */
export const judged = (project: string, criterion: number, verdict: Word | null, reason = ""): Judged => ({
  project,
  criterion,
  verdict,
  reason,
});

/** What takes `decisions` back: the verdicts that stood before, or none. */
export function inverse(decisions: Judged[], before: Candidate[]): Judged[] {
  return decisions.map(({ project, criterion }) => {
    const was = before.find((candidate) => candidate.project === project);
    const verdict = was && verdictOf(was, criterion);
    return judged(project, criterion, (verdict?.verdict as Word | undefined) ?? null, verdict?.reason);
  });
}

/** Reasons that were given before for a criterion, the most frequent first. */
export function reasonsOf(all: Candidate[], criterion: number): string[] {
  const counts = new Map<string, number>();
  for (const candidate of all) {
    const reason = verdictOf(candidate, criterion)?.reason;
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([reason]) => reason);
}
