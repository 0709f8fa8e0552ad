/** A rater's unfinished coding and the edits of it. */
import type { Answer } from "../../../shared/activities/answers";
import type { Quoted } from "../../../shared/text/offsets";

export type Certainty = "" | "certain" | "fairly" | "unsure";
export const CERTAINTIES: readonly Certainty[] = ["certain", "fairly", "unsure"];
export type NoCodeReason = "" | "cannot_tell" | "not_applicable";
export interface Segment extends Quoted {
  code: number;
}
export interface CodingDraft {
  codes: number[];
  /** In a study of projects: the codes of the activities that the rater cannot tell. */
  unclear: number[];
  /** In a study of projects: the codes of the activities that the rater has answered, in any way. */
  answered: number[];
  memo: string;
  certainty: Certainty;
  segments: Segment[];
  no_code_reason: NoCodeReason;
  flagged_for_discussion: boolean;
}

export const EMPTY_DRAFT: CodingDraft = {
  codes: [],
  unclear: [],
  answered: [],
  memo: "",
  certainty: "",
  segments: [],
  no_code_reason: "",
  flagged_for_discussion: false,
};

export type DraftEdit =
  | { kind: "toggle"; code: number }
  | { kind: "answer"; code: number; answer: Answer }
  /** `answers`: the code is an activity, which the words answer with yes. */
  | { kind: "mark"; code: number; selection: Quoted; answers?: boolean }
  | { kind: "unmark"; segment: Segment }
  | { kind: "move"; segment: Segment; selection: Quoted }
  | { kind: "memo"; memo: string }
  | { kind: "certainty"; certainty: Certainty }
  | { kind: "noCode"; reason: NoCodeReason }
  | { kind: "discuss"; discuss: boolean };

const sameSegment = (a: Segment, b: Segment) => a.code === b.code && a.start === b.start && a.end === b.end;

const without = (codes: readonly number[], code: number) => codes.filter((other) => other !== code);

/** The answer about an activity; null if it has none yet. */
export function answerOf(draft: CodingDraft, code: number): Answer | null {
  if (draft.codes.includes(code)) return "yes";
  if (draft.unclear.includes(code)) return "unclear";
  return draft.answered.includes(code) ? "no" : null;
}

/** Answer an activity. Words support a yes only, so another answer removes its segments. */
function withAnswer(draft: CodingDraft, code: number, answer: Answer): CodingDraft {
  if (answerOf(draft, code) === answer) return draft;
  const codes = without(draft.codes, code);
  const unclear = without(draft.unclear, code);
  return {
    ...draft,
    codes: answer === "yes" ? [...codes, code] : codes,
    unclear: answer === "unclear" ? [...unclear, code] : unclear,
    answered: [...without(draft.answered, code), code],
    segments: answer === "yes" ? draft.segments : draft.segments.filter((segment) => segment.code !== code),
  };
}

/** Add a code, or replace the code of a unit that takes only one. */
function addCode(draft: CodingDraft, code: number, multiLabel: boolean): CodingDraft {
  if (draft.codes.includes(code)) return draft;
  if (multiLabel) return { ...draft, no_code_reason: "", codes: [...draft.codes, code] };
  // The marked words remain evidence for the new code.
  return {
    ...draft,
    no_code_reason: "",
    codes: [code],
    segments: draft.segments.map((segment) => ({ ...segment, code })),
  };
}

export function applyEdit(draft: CodingDraft, edit: DraftEdit, multiLabel: boolean): CodingDraft {
  switch (edit.kind) {
    case "toggle":
      if (!draft.codes.includes(edit.code)) return addCode(draft, edit.code, multiLabel);
      return {
        ...draft,
        codes: draft.codes.filter((code) => code !== edit.code),
        segments: draft.segments.filter((segment) => segment.code !== edit.code),
      };
    case "answer":
      return withAnswer(draft, edit.code, edit.answer);
    case "mark": {
      const coded = edit.answers
        ? withAnswer(draft, edit.code, "yes")
        : addCode(draft, edit.code, multiLabel);
      const segment = { code: edit.code, ...edit.selection };
      if (coded.segments.some((other) => sameSegment(other, segment))) return coded;
      const segments = [...coded.segments, segment].sort((a, b) => a.start - b.start || a.end - b.end);
      return { ...coded, segments };
    }
    case "move": {
      const segments = draft.segments.filter((segment) => !sameSegment(segment, edit.segment));
      const { selection } = edit;
      return applyEdit(
        { ...draft, segments },
        { kind: "mark", code: edit.segment.code, selection },
        multiLabel,
      );
    }
    case "unmark":
      return { ...draft, segments: draft.segments.filter((segment) => !sameSegment(segment, edit.segment)) };
    case "memo":
      return { ...draft, memo: edit.memo };
    case "certainty":
      return { ...draft, certainty: edit.certainty };
    case "noCode":
      if (edit.reason === "") return { ...draft, no_code_reason: "" };
      return { ...draft, codes: [], segments: [], no_code_reason: edit.reason };
    case "discuss":
      return { ...draft, flagged_for_discussion: edit.discuss };
  }
}

/** A draft with the steps that can be undone. */
export interface DraftHistory {
  draft: CodingDraft;
  past: { draft: CodingDraft; edit: DraftEdit["kind"] }[];
}

/** Return the same history if the edit changes nothing. */
export function withEdit(history: DraftHistory, edit: DraftEdit, multiLabel: boolean): DraftHistory {
  const draft = applyEdit(history.draft, edit, multiLabel);
  if (draft === history.draft) return history;
  // A memo is undone as a whole, not letter by letter.
  const typing = edit.kind === "memo" && history.past.at(-1)?.edit === "memo";
  return {
    draft,
    past: typing ? history.past : [...history.past, { draft: history.draft, edit: edit.kind }],
  };
}

export function withUndo({ draft, past }: DraftHistory): DraftHistory {
  return { draft: past.at(-1)?.draft ?? draft, past: past.slice(0, -1) };
}

export const sameDraft = (a: CodingDraft, b: CodingDraft): boolean =>
  JSON.stringify(normalise(a)) === JSON.stringify(normalise(b));

type StoredDraft = Omit<CodingDraft, "unclear" | "answered"> &
  Partial<Pick<CodingDraft, "unclear" | "answered">>;

/** The fields of a draft alone, in one order: what is sent, stored and compared. */
export function normalise({
  codes,
  unclear = [], // a draft that an older version stored in the browser has neither
  answered = [],
  memo,
  certainty,
  segments,
  no_code_reason,
  flagged_for_discussion,
}: StoredDraft): CodingDraft {
  return {
    codes,
    unclear,
    answered,
    memo,
    certainty,
    segments: segments.map(({ code, start, end, quote }) => ({ code, start, end, quote })),
    no_code_reason,
    flagged_for_discussion,
  };
}
