/** A rater's unfinished answer, and what a rater can do to it. */
import type { Quoted } from "../../../shared/text/offsets";

export type Certainty = "" | "certain" | "fairly" | "unsure";
/** Why there is no code: an answer of its own. */
export type Uncoded = "" | "cannot_tell" | "not_applicable";
export interface Segment extends Quoted {
  code: number;
}
export interface Answer {
  codes: number[];
  memo: string;
  certainty: Certainty;
  segments: Segment[];
  uncoded: Uncoded;
  discuss: boolean;
}

export const NO_ANSWER: Answer = {
  codes: [],
  memo: "",
  certainty: "",
  segments: [],
  uncoded: "",
  discuss: false,
};

export type Edit =
  | { does: "toggle"; code: number }
  | { does: "mark"; code: number; words: Quoted }
  | { does: "unmark"; segment: Segment }
  | { does: "reword"; segment: Segment; words: Quoted }
  | { does: "memo"; memo: string }
  | { does: "certainty"; certainty: Certainty }
  | { does: "uncoded"; uncoded: Uncoded }
  | { does: "discuss"; discuss: boolean };

const same = (one: Segment, other: Segment) =>
  one.code === other.code && one.start === other.start && one.end === other.end;

/** The answer with a code chosen: beside the others, or where a unit takes one code, in the place of the other. */
function choose(answer: Answer, code: number, several: boolean): Answer {
  if (answer.codes.includes(code)) return answer;
  if (several) return { ...answer, uncoded: "", codes: [...answer.codes, code] };
  // The words that matter stay marked: what changed is the name for them.
  return {
    ...answer,
    uncoded: "",
    codes: [code],
    segments: answer.segments.map((segment) => ({ ...segment, code })),
  };
}

export function edit(answer: Answer, change: Edit, several: boolean): Answer {
  switch (change.does) {
    case "toggle":
      if (!answer.codes.includes(change.code)) return choose(answer, change.code, several);
      return {
        ...answer,
        codes: answer.codes.filter((code) => code !== change.code),
        segments: answer.segments.filter((segment) => segment.code !== change.code),
      };
    case "mark": {
      const chosen = choose(answer, change.code, several);
      const segment = { code: change.code, ...change.words };
      if (chosen.segments.some((other) => same(other, segment))) return chosen;
      const segments = [...chosen.segments, segment].sort((a, b) => a.start - b.start || a.end - b.end);
      return { ...chosen, segments };
    }
    case "reword": {
      const others = answer.segments.filter((segment) => !same(segment, change.segment));
      return edit(
        { ...answer, segments: others },
        { does: "mark", code: change.segment.code, words: change.words },
        several,
      );
    }
    case "unmark":
      return { ...answer, segments: answer.segments.filter((segment) => !same(segment, change.segment)) };
    case "memo":
      return { ...answer, memo: change.memo };
    case "certainty":
      return { ...answer, certainty: change.certainty };
    case "uncoded":
      if (change.uncoded === "") return { ...answer, uncoded: "" };
      return { ...answer, codes: [], segments: [], uncoded: change.uncoded };
    case "discuss":
      return { ...answer, discuss: change.discuss };
  }
}

/** The answer and the way back. */
export interface History {
  now: Answer;
  past: { answer: Answer; did: Edit["does"] }[];
}

export const begin = (answer: Answer): History => ({ now: answer, past: [] });

export function edited(history: History, change: Edit, several: boolean): History {
  const now = edit(history.now, change, several);
  if (now === history.now) return history;
  // A memo is undone as a whole, not letter by letter.
  const typing = change.does === "memo" && history.past.at(-1)?.did === "memo";
  return { now, past: typing ? history.past : [...history.past, { answer: history.now, did: change.does }] };
}

export function undone(history: History): History {
  const last = history.past.at(-1);
  return last ? { now: last.answer, past: history.past.slice(0, -1) } : history;
}

export const alike = (one: Answer, other: Answer): boolean =>
  JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));

/** Exactly the fields of an answer, in one order: what is sent, kept and compared. */
export function canonical({ codes, memo, certainty, segments, uncoded, discuss }: Answer): Answer {
  return {
    codes,
    memo,
    certainty,
    segments: segments.map(({ code, start, end, quote }) => ({ code, start, end, quote })),
    uncoded: uncoded ?? "", // a draft kept by an earlier version has neither
    discuss: discuss ?? false,
  };
}
