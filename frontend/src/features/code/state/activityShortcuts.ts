import type { Answer } from "../../../shared/activities/answers";
import type { Shortcut } from "../../../shared/keyboard/registry";
import { texts } from "../texts";
import { KEYS } from "./codeKeys";
import { type CommonActions, commonShortcuts } from "./shortcuts";

interface Actions extends CommonActions {
  answer: (answer: Answer) => void;
  pressActivity: (key: string) => void;
  goByActivity: (step: number) => void;
  showSuggestion: () => void;
}

/** The keys of the coding screen of a study of projects, in the order of the help. */
export function activityShortcuts(actions: Actions): Shortcut[] {
  const group = texts.keys.activities;
  const { answer } = actions;
  const { code, units } = commonShortcuts(actions, group);
  return [
    { keys: "y", does: texts.keys.yes, group, run: () => answer("yes") },
    { keys: "n", does: texts.keys.no, group, run: () => answer("no") },
    { keys: "u", does: texts.keys.unclear, group, run: () => answer("unclear") },
    {
      keys: "ArrowUp",
      does: texts.keys.previousRow,
      group,
      run: () => actions.goByActivity(-1),
      repeats: true,
    },
    { keys: "ArrowDown", does: texts.keys.nextRow, group, run: () => actions.goByActivity(1), repeats: true },
    ...KEYS.map((key) => ({
      keys: key,
      does: texts.keys.row,
      group,
      run: () => actions.pressActivity(key),
    })),
    ...code,
    { keys: "Ctrl+z", does: texts.keys.undo, group, run: actions.undo },
    ...units,
    { keys: "h", does: texts.keys.suggestion, group: texts.keys.units, run: actions.showSuggestion },
  ];
}
