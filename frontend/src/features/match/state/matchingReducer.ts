/** The state of the matching screen: the pairs, their undo, and the selected codes. */
import type { Matching, Pair } from "../api";

interface MatchingState {
  pairs: Pair[];
  past: Pair[][];
  /** Number of changes made on this screen: the pairs are sent each time it grows. */
  changes: number;
  /** The ids of the codes that are matched next. */
  selected: number[];
}

type MatchingAction =
  | { type: "change"; pairs: Pair[] }
  | { type: "undo" }
  /** Send the pairs again after a failed write. */
  | { type: "retry" }
  /** Show the matching that another member stored. */
  | { type: "load"; matching: Matching }
  | { type: "toggleCode"; code: number }
  | { type: "clearSelection" };

export const openMatching = ({ pairs }: Matching): MatchingState => ({
  pairs: pairs.map(({ code, label, reason }) => ({ code, label, reason })),
  past: [],
  changes: 0,
  selected: [],
});

export function matchingReducer(state: MatchingState, action: MatchingAction): MatchingState {
  switch (action.type) {
    case "change":
      return {
        pairs: action.pairs,
        past: [...state.past, state.pairs],
        changes: state.changes + 1,
        selected: [],
      };
    case "undo": {
      const pairs = state.past.at(-1);
      if (!pairs) return state;
      return { ...state, pairs, past: state.past.slice(0, -1), changes: state.changes + 1 };
    }
    case "retry":
      return { ...state, changes: state.changes + 1 };
    case "load":
      return { ...openMatching(action.matching), changes: state.changes, selected: state.selected };
    case "toggleCode": {
      const { code } = action;
      const selected = state.selected.includes(code)
        ? state.selected.filter((id) => id !== code)
        : [...state.selected, code];
      return { ...state, selected };
    }
    case "clearSelection":
      return { ...state, selected: [] };
  }
}
