/** A rater's unfinished coding and the edits of it. */
import type { Quoted } from "../../../shared/text/offsets";

export type Certainty = "" | "certain" | "fairly" | "unsure";
export const CERTAINTIES: readonly Certainty[] = ["certain", "fairly", "unsure"];
export type NoCodeReason = "" | "cannot_tell" | "not_applicable";
export interface Segment extends Quoted {
  code: number;
}
export interface CodingDraft {
  codes: number[];
  memo: string;
  certainty: Certainty;
  segments: Segment[];
  no_code_reason: NoCodeReason;
  flagged_for_discussion: boolean;
  /** In a study of projects, the codes of which the rater cannot tell. */
  unclear: number[];
  /** In a study of projects, the codes that are answered; those neither given nor unclear are answered no. */
  answered: number[];
}

export const EMPTY_DRAFT: CodingDraft = {
  codes: [],
  memo: "",
  certainty: "",
  segments: [],
  no_code_reason: "",
  flagged_for_discussion: false,
  unclear: [],
  answered: [],
};

export type DraftEdit =
  | { kind: "toggle"; code: number }
  | { kind: "mark"; code: number; selection: Quoted }
  | { kind: "unmark"; segment: Segment }
  | { kind: "move"; segment: Segment; selection: Quoted }
  | { kind: "memo"; memo: string }
  | { kind: "certainty"; certainty: Certainty }
  | { kind: "noCode"; reason: NoCodeReason }
  | { kind: "discuss"; discuss: boolean };

const sameSegment = (a: Segment, b: Segment) => a.code === b.code && a.start === b.start && a.end === b.end;

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
    case "mark": {
      const coded = addCode(draft, edit.code, multiLabel);
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

/** The fields of a draft alone, in one order: what is sent, stored and compared. */
export function normalise({
  codes,
  memo,
  certainty,
  segments,
  no_code_reason,
  flagged_for_discussion,
  unclear,
  answered,
}: CodingDraft): CodingDraft {
  return {
    codes,
    memo,
    certainty,
    segments: segments.map(({ code, start, end, quote }) => ({ code, start, end, quote })),
    no_code_reason,
    flagged_for_discussion,
    unclear,
    answered,
  };
}
