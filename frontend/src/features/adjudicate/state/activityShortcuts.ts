import type { Answer } from "../../../shared/activities/answers";
import type { Shortcut } from "../../../shared/keyboard/registry";
import { texts } from "../texts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

interface Actions {
  chooseLeft: () => void;
  chooseRight: () => void;
  answer: (answer: Answer) => void;
  openRow: (index: number) => void;
  goByRow: (step: number) => void;
  showSuggestion: () => void;
  writeReason: () => void;
  showSimilar: () => void;
  confirm: () => void;
  undo: () => void;
  goBy: (step: number) => void;
}

/** The keys of the adjudication of a study of projects, in the order of the help. */
export function activityShortcuts(actions: Actions): Shortcut[] {
  const { decide: group, move } = texts.keys;
  const { keys } = texts.activities;
  return [
    { keys: "y", does: keys.yes, group, run: () => actions.answer("yes") },
    { keys: "n", does: keys.no, group, run: () => actions.answer("no") },
    { keys: "u", does: keys.unclear, group, run: () => actions.answer("unclear") },
    { keys: "ArrowUp", does: keys.previousRow, group, run: () => actions.goByRow(-1), repeats: true },
    { keys: "ArrowDown", does: keys.nextRow, group, run: () => actions.goByRow(1), repeats: true },
    ...KEYS.map((key, index) => ({ keys: key, does: keys.row, group, run: () => actions.openRow(index) })),
    { keys: "ArrowLeft", does: texts.keys.chooseLeft, group, run: actions.chooseLeft },
    { keys: "ArrowRight", does: texts.keys.chooseRight, group, run: actions.chooseRight },
    { keys: "h", does: keys.suggestion, group, run: actions.showSuggestion },
    { keys: "r", does: texts.keys.reason, group, run: actions.writeReason },
    { keys: "c", does: texts.keys.similar, group, run: actions.showSimilar },
    { keys: "Enter", does: texts.keys.confirm, group, run: actions.confirm },
    {
      keys: "Ctrl+Enter",
      does: texts.keys.confirmFromField,
      group,
      run: actions.confirm,
      whenTyping: true,
    },
    { keys: "Ctrl+z", does: texts.keys.undo, group, run: actions.undo },
    { keys: "j", does: texts.keys.next, group: move, run: () => actions.goBy(1), repeats: true },
    { keys: "k", does: texts.keys.previous, group: move, run: () => actions.goBy(-1), repeats: true },
  ];
}
