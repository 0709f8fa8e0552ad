import type { Shortcut } from "../../../shared/keyboard/registry";
import { texts } from "../texts";
import { KEYS } from "./codeKeys";
import { CERTAINTIES, type Certainty, type DraftEdit, type NoCodeReason } from "./draft";

interface Actions {
  pressKey: (key: string) => void;
  chooseKey: () => void;
  findCode: () => void;
  writeMemo: () => void;
  certainty: Certainty;
  noCodeReason: NoCodeReason;
  discuss: boolean;
  edit: (edit: DraftEdit) => void;
  addExample: (field: "examples" | "near_misses") => void;
  toggleDeferral: () => void;
  showSimilar: () => void;
  submit: () => void;
  undo: () => void;
  goBy: (step: number) => void;
  goToUnit: () => void;
  clearSelection: () => void;
}

/** The keys of the coding screen, in the order of the help. */
export function codingShortcuts(actions: Actions): Shortcut[] {
  const { edit, certainty, noCodeReason } = actions;
  const nextCertainty = CERTAINTIES[(CERTAINTIES.indexOf(certainty) + 1) % CERTAINTIES.length] ?? "";
  const toggleReason = (reason: NoCodeReason) =>
    edit({ kind: "noCode", reason: noCodeReason === reason ? "" : reason });
  const { code, units } = texts.keys;
  return [
    ...KEYS.map((key) => ({
      keys: key,
      does: texts.keys.give,
      group: code,
      run: () => actions.pressKey(key),
    })),
    { keys: "p", does: texts.keys.chooseKey, group: code, run: actions.chooseKey },
    { keys: "/", does: texts.keys.find, group: code, run: actions.findCode },
    { keys: "m", does: texts.keys.memo, group: code, run: actions.writeMemo },
    {
      keys: "c",
      does: texts.keys.certainty,
      group: code,
      run: () => edit({ kind: "certainty", certainty: nextCertainty }),
    },
    { keys: "t", does: texts.keys.cannotTell, group: code, run: () => toggleReason("cannot_tell") },
    {
      keys: "n",
      does: texts.keys.notApplicable,
      group: code,
      run: () => toggleReason("not_applicable"),
    },
    {
      keys: "0",
      does: texts.keys.notApplicable,
      group: code,
      run: () => toggleReason("not_applicable"),
    },
    {
      keys: "d",
      does: texts.keys.flag,
      group: code,
      run: () => edit({ kind: "discuss", discuss: !actions.discuss }),
    },
    {
      keys: "e",
      does: texts.keys.example,
      group: code,
      run: () => actions.addExample("examples"),
    },
    {
      keys: "x",
      does: texts.keys.nearMiss,
      group: code,
      run: () => actions.addExample("near_misses"),
    },
    { keys: "u", does: texts.keys.undo, group: code, run: actions.undo },
    { keys: "Escape", does: texts.keys.clear, group: code, run: actions.clearSelection },
    {
      keys: "Ctrl+Enter",
      does: texts.keys.submit,
      group: units,
      run: actions.submit,
      whenTyping: true,
    },
    { keys: "j", does: texts.keys.next, group: units, run: () => actions.goBy(1), repeats: true },
    { keys: "k", does: texts.keys.previous, group: units, run: () => actions.goBy(-1), repeats: true },
    { keys: "ArrowRight", does: texts.keys.next, group: units, run: () => actions.goBy(1), repeats: true },
    {
      keys: "ArrowLeft",
      does: texts.keys.previous,
      group: units,
      run: () => actions.goBy(-1),
      repeats: true,
    },
    {
      keys: "l",
      does: texts.keys.defer,
      group: units,
      run: actions.toggleDeferral,
    },
    {
      keys: "s",
      does: texts.keys.similar,
      group: units,
      run: actions.showSimilar,
    },
    { keys: "g", does: texts.keys.goTo, group: units, run: actions.goToUnit },
  ];
}
