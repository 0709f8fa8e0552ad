import type { Shortcut } from "../../../shared/keyboard/registry";
import { texts } from "../texts";

interface Actions {
  multiLabel: boolean;
  chooseLeft: () => void;
  chooseRight: () => void;
  chooseAll: () => void;
  noCode: (reason: "not_applicable" | "cannot_tell") => void;
  findCode: () => void;
  writeReason: () => void;
  showSimilar: () => void;
  confirm: () => void;
  undo: () => void;
  goBy: (step: number) => void;
}

/** The keys of the adjudication screen, in the order of the help. */
export function adjudicationShortcuts(actions: Actions): Shortcut[] {
  const { decide, move } = texts.keys;
  const chooseAll = { keys: "b", does: texts.keys.chooseAll, group: decide, run: actions.chooseAll };
  const notApplicable = {
    does: texts.keys.notApplicable,
    group: decide,
    run: () => actions.noCode("not_applicable"),
  };
  return [
    { keys: "ArrowLeft", does: texts.keys.chooseLeft, group: decide, run: actions.chooseLeft },
    { keys: "ArrowRight", does: texts.keys.chooseRight, group: decide, run: actions.chooseRight },
    ...(actions.multiLabel ? [chooseAll] : []),
    { keys: "n", ...notApplicable },
    { keys: "0", ...notApplicable },
    {
      keys: "t",
      does: texts.keys.cannotTell,
      group: decide,
      run: () => actions.noCode("cannot_tell"),
    },
    { keys: "/", does: texts.keys.find, group: decide, run: actions.findCode },
    { keys: "r", does: texts.keys.reason, group: decide, run: actions.writeReason },
    { keys: "c", does: texts.keys.similar, group: decide, run: actions.showSimilar },
    { keys: "Enter", does: texts.keys.confirm, group: decide, run: actions.confirm },
    {
      keys: "Ctrl+Enter",
      does: texts.keys.confirmFromField,
      group: decide,
      run: actions.confirm,
      whenTyping: true,
    },
    { keys: "u", does: texts.keys.undo, group: decide, run: actions.undo },
    { keys: "j", does: texts.keys.next, group: move, run: () => actions.goBy(1), repeats: true },
    { keys: "k", does: texts.keys.previous, group: move, run: () => actions.goBy(-1), repeats: true },
  ];
}
