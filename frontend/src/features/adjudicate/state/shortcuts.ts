import type { Shortcut } from "../../../shared/keyboard/registry";

interface Actions {
  multiLabel: boolean;
  takeLeft: () => void;
  takeRight: () => void;
  takeAll: () => void;
  noCode: () => void;
  findCode: () => void;
  writeReason: () => void;
  showSimilar: () => void;
  confirm: () => void;
  undo: () => void;
  goBy: (step: number) => void;
}

/** The keys of the adjudication screen, in the order of the help. */
export function adjudicationShortcuts(actions: Actions): Shortcut[] {
  const decide = "Decide";
  const move = "Move";
  const takeAll = { keys: "b", does: "Take both", group: decide, run: actions.takeAll };
  const noCode = { keys: "0", does: "No code applies", group: decide, run: actions.noCode };
  return [
    { keys: "ArrowLeft", does: "Take the answer at the left", group: decide, run: actions.takeLeft },
    { keys: "ArrowRight", does: "Take the answer at the right", group: decide, run: actions.takeRight },
    ...(actions.multiLabel ? [takeAll, noCode] : []),
    { keys: "/", does: "Another code", group: decide, run: actions.findCode },
    { keys: "r", does: "Write the reason", group: decide, run: actions.writeReason },
    { keys: "c", does: "How like units were decided", group: decide, run: actions.showSimilar },
    { keys: "Enter", does: "Decide, and on to the next open one", group: decide, run: actions.confirm },
    {
      keys: "Ctrl+Enter",
      does: "The same, from any field",
      group: decide,
      run: actions.confirm,
      whenTyping: true,
    },
    { keys: "u", does: "Withdraw this decision, or your last one", group: decide, run: actions.undo },
    { keys: "j", does: "Next disagreement", group: move, run: () => actions.goBy(1), repeats: true },
    { keys: "k", does: "Previous disagreement", group: move, run: () => actions.goBy(-1), repeats: true },
  ];
}
