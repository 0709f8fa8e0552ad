/** The state of the coding screen for one unit, and what changes it. */

import type { Passage } from "../../../shared/activities/evidence";
import type { Quoted } from "../../../shared/text/offsets";
import {
  type CodingDraft,
  type DraftEdit,
  type DraftHistory,
  type Segment,
  withEdit,
  withUndo,
} from "./draft";
import type { SaveState } from "./draftSaver";

export interface CodingState extends DraftHistory {
  unit: number;
  multiLabel: boolean;
  /** Number of changes made on this screen: the draft is saved each time it grows. */
  changes: number;
  /** Words selected in the text, which the next code marks. */
  selection: Quoted | null;
  activeSegment: { segment: Segment; reveal: boolean } | null;
  mode: "editing" | "submitted" | "conflict";
  save: SaveState;
  /** Why a submitted coding changes. */
  reason: string;
  /** What was just done, in a sentence. */
  notice: string;
  /** In a study of projects: the code of the activity that y, n and u answer. */
  activity: number | null;
  /** The passage that is shown in the text. */
  passage: Passage | null;
  /** The code whose definition is open in a dialog. */
  describedCode: number | null;
  /** The code that the next digit becomes the key of. */
  codeForKey: number | null;
  /** Whether the codes cover the text on a phone. */
  codesShown: boolean;
}

export type CodingAction =
  | { type: "edit"; edit: DraftEdit }
  | { type: "giveCode"; code: number }
  /** Like `giveCode`, but a code that the unit has already remains. */
  | { type: "pickCode"; code: number }
  | { type: "moveSegment"; segment: Segment }
  | { type: "undo" }
  | { type: "replaceDraft"; draft: CodingDraft }
  | { type: "select"; selection: Quoted | null }
  | { type: "activateSegment"; segment: Segment | null; reveal?: boolean }
  | { type: "openActivity"; code: number; passage: Passage | null }
  | { type: "startEditing" }
  | { type: "cancelEditing" }
  | { type: "saveChanged"; save: SaveState }
  | { type: "setReason"; reason: string }
  | { type: "notify"; notice: string }
  | { type: "describeCode"; code: number | null }
  | { type: "chooseKey"; code: number | null; notice: string }
  | { type: "showCodes"; shown: boolean };

interface Opened {
  unit: number;
  multiLabel: boolean;
  draft: CodingDraft;
  editing: boolean;
  activity?: number | null;
  codesShown?: boolean;
}

export const openUnit = ({
  unit,
  multiLabel,
  draft,
  editing,
  activity = null,
  codesShown = false,
}: Opened): CodingState => ({
  unit,
  multiLabel,
  draft,
  past: [],
  changes: 0,
  selection: null,
  activeSegment: null,
  mode: editing ? "editing" : "submitted",
  save: { phase: "idle" },
  reason: "",
  notice: "",
  activity,
  passage: null,
  describedCode: null,
  codeForKey: null,
  codesShown,
});

export function codingReducer(state: CodingState, action: CodingAction): CodingState {
  switch (action.type) {
    case "edit":
      return changed(state, withEdit(state, action.edit, state.multiLabel));
    case "giveCode":
      return { ...giveCode(state, action.code), selection: null };
    case "pickCode":
      if (!state.selection && state.draft.codes.includes(action.code)) return state;
      return { ...giveCode(state, action.code), selection: null };
    case "moveSegment": {
      if (!state.selection) return state;
      const { segment } = action;
      const move: DraftEdit = { kind: "move", segment, selection: state.selection };
      return { ...changed(state, withEdit(state, move, state.multiLabel)), selection: null };
    }
    case "undo":
      return state.past.length > 0 ? changed(state, withUndo(state)) : state;
    case "replaceDraft":
      return { ...state, draft: action.draft, past: [] };
    case "select":
      return { ...state, selection: action.selection };
    case "activateSegment": {
      const { segment, reveal = false } = action;
      return { ...state, activeSegment: segment && { segment, reveal } };
    }
    case "openActivity":
      return { ...state, activity: action.code, passage: action.passage };
    case "startEditing":
      return { ...state, mode: editingMode(state.save) };
    case "cancelEditing":
      return { ...state, mode: "submitted" };
    case "saveChanged":
      return {
        ...state,
        save: action.save,
        mode:
          state.mode === "submitted" && action.save.phase !== "conflict"
            ? "submitted"
            : editingMode(action.save),
      };
    case "setReason":
      return { ...state, reason: action.reason };
    case "notify":
      return { ...state, notice: action.notice };
    case "describeCode":
      return { ...state, describedCode: action.code };
    case "chooseKey":
      return { ...state, codeForKey: action.code, notice: action.notice };
    case "showCodes":
      return { ...state, codesShown: action.shown };
  }
}

const editingMode = (save: SaveState) => (save.phase === "conflict" ? "conflict" : "editing");

function changed(state: CodingState, history: DraftHistory): CodingState {
  if (history.draft === state.draft) return state;
  return { ...state, draft: history.draft, past: history.past, changes: state.changes + 1 };
}

/** With selected words the code marks them; without, it is added or removed. */
function giveCode(state: CodingState, code: number): CodingState {
  const { selection, multiLabel } = state;
  const edit: DraftEdit = selection ? { kind: "mark", code, selection } : { kind: "toggle", code };
  return changed(state, withEdit(state, edit, multiLabel));
}
