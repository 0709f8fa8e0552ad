import type { Shortcut } from "../../../shared/keyboard/registry";
import { texts } from "../texts";
import { KEYS } from "./codeKeys";
import { CERTAINTIES, type Certainty, type DraftEdit, type NoCodeReason } from "./draft";

export interface CommonActions {
  writeMemo: () => void;
  certainty: Certainty;
  discuss: boolean;
  edit: (edit: DraftEdit) => void;
  toggleDeferral: () => void;
  showSimilar: () => void;
  submit: () => void;
  undo: () => void;
  goBy: (step: number) => void;
  goToUnit: () => void;
  clearSelection: () => void;
}

interface Actions extends CommonActions {
  pressKey: (key: string) => void;
  chooseKey: () => void;
  findCode: () => void;
  noCodeReason: NoCodeReason;
  addExample: (field: "examples" | "near_misses") => void;
}

/** The keys that the coding screens of all studies have, in the order of the help. */
export function commonShortcuts(actions: CommonActions, group: string) {
  const { edit, certainty } = actions;
  const nextCertainty = CERTAINTIES[(CERTAINTIES.indexOf(certainty) + 1) % CERTAINTIES.length] ?? "";
  const { units } = texts.keys;
  const code: Shortcut[] = [
    { keys: "m", does: texts.keys.memo, group, run: actions.writeMemo },
    {
      keys: "c",
      does: texts.keys.certainty,
      group,
      run: () => edit({ kind: "certainty", certainty: nextCertainty }),
    },
    {
      keys: "d",
      does: texts.keys.flag,
      group,
      run: () => edit({ kind: "discuss", discuss: !actions.discuss }),
    },
    { keys: "Escape", does: texts.keys.clear, group, run: actions.clearSelection },
  ];
  const ofUnits: Shortcut[] = [
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
    { keys: "l", does: texts.keys.defer, group: units, run: actions.toggleDeferral },
    { keys: "s", does: texts.keys.similar, group: units, run: actions.showSimilar },
    { keys: "g", does: texts.keys.goTo, group: units, run: actions.goToUnit },
  ];
  return { code, units: ofUnits };
}

/** The keys of the coding screen, in the order of the help. */
export function codingShortcuts(actions: Actions): Shortcut[] {
  const { edit, noCodeReason } = actions;
  const toggleReason = (reason: NoCodeReason) =>
    edit({ kind: "noCode", reason: noCodeReason === reason ? "" : reason });
  const group = texts.keys.code;
  const common = commonShortcuts(actions, group);
  return [
    ...KEYS.map((key) => ({ keys: key, does: texts.keys.give, group, run: () => actions.pressKey(key) })),
    { keys: "p", does: texts.keys.chooseKey, group, run: actions.chooseKey },
    { keys: "/", does: texts.keys.find, group, run: actions.findCode },
    { keys: "t", does: texts.keys.cannotTell, group, run: () => toggleReason("cannot_tell") },
    { keys: "n", does: texts.keys.notApplicable, group, run: () => toggleReason("not_applicable") },
    { keys: "0", does: texts.keys.notApplicable, group, run: () => toggleReason("not_applicable") },
    ...common.code,
    { keys: "e", does: texts.keys.example, group, run: () => actions.addExample("examples") },
    { keys: "x", does: texts.keys.nearMiss, group, run: () => actions.addExample("near_misses") },
    { keys: "u", does: texts.keys.undo, group, run: actions.undo },
    ...common.units,
  ];
}
