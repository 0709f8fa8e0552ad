import type { Shortcut } from "../../../shared/keyboard/registry";

interface Doings {
  several: boolean;
  left: () => void;
  right: () => void;
  both: () => void;
  none: () => void;
  another: () => void;
  reason: () => void;
  alike: () => void;
  confirm: () => void;
  undo: () => void;
  step: (by: number) => void;
}

/** The keys of the adjudication desk, in the order of the help. */
export function deskKeys(doings: Doings): Shortcut[] {
  const decide = "Decide";
  const move = "Move";
  const both = { keys: "b", does: "Take both", group: decide, run: doings.both };
  const none = { keys: "0", does: "No code applies", group: decide, run: doings.none };
  return [
    { keys: "ArrowLeft", does: "Take the answer at the left", group: decide, run: doings.left },
    { keys: "ArrowRight", does: "Take the answer at the right", group: decide, run: doings.right },
    ...(doings.several ? [both, none] : []),
    { keys: "/", does: "Another code", group: decide, run: doings.another },
    { keys: "r", does: "Write the reason", group: decide, run: doings.reason },
    { keys: "c", does: "How like units were decided", group: decide, run: doings.alike },
    { keys: "Enter", does: "Decide, and on to the next open one", group: decide, run: doings.confirm },
    {
      keys: "Ctrl+Enter",
      does: "The same, from any field",
      group: decide,
      run: doings.confirm,
      whenTyping: true,
    },
    { keys: "u", does: "Withdraw this decision, or your last one", group: decide, run: doings.undo },
    { keys: "j", does: "Next disagreement", group: move, run: () => doings.step(1), repeats: true },
    { keys: "k", does: "Previous disagreement", group: move, run: () => doings.step(-1), repeats: true },
  ];
}
