import type { Shortcut } from "../../../shared/keyboard/registry";
import { CERTAINTIES, type Certainty, type DraftEdit, type NoCodeReason } from "./draft";

/** The number of codes that have a key. */
export const CODE_KEYS = 9;

interface Actions {
  giveCode: (index: number) => void;
  toggleNoCode: () => void;
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
  const code = "Code";
  const units = "Units";
  return [
    ...Array.from({ length: CODE_KEYS }, (_, index) => ({
      keys: String(index + 1),
      does: "Give the code, or take it away; selected words are marked with it",
      group: code,
      run: () => actions.giveCode(index),
    })),
    {
      keys: "0",
      does: "Say that no code applies, where a unit may have several",
      group: code,
      run: actions.toggleNoCode,
    },
    { keys: "/", does: "Find a code, or make one", group: code, run: actions.findCode },
    { keys: "m", does: "Write a memo (Esc leaves it)", group: code, run: actions.writeMemo },
    {
      keys: "c",
      does: "Change how certain you are",
      group: code,
      run: () => edit({ kind: "certainty", certainty: nextCertainty }),
    },
    { keys: "t", does: "Say that you cannot tell", group: code, run: () => toggleReason("cannot_tell") },
    {
      keys: "n",
      does: "Say that no code is applicable",
      group: code,
      run: () => toggleReason("not_applicable"),
    },
    {
      keys: "d",
      does: "Ask to discuss this unit",
      group: code,
      run: () => edit({ kind: "discuss", discuss: !actions.discuss }),
    },
    {
      keys: "e",
      does: "Keep the selected words, or the last marked ones, as a typical example of their code",
      group: code,
      run: () => actions.addExample("examples"),
    },
    {
      keys: "x",
      does: "Keep them as a near miss of the code",
      group: code,
      run: () => actions.addExample("near_misses"),
    },
    { keys: "u", does: "Undo your last change", group: code, run: actions.undo },
    { keys: "Escape", does: "Let the selected words go", group: code, run: actions.clearSelection },
    {
      keys: "Ctrl+Enter",
      does: "Submit and go to the next unit",
      group: units,
      run: actions.submit,
      whenTyping: true,
    },
    { keys: "j", does: "Next unit", group: units, run: () => actions.goBy(1), repeats: true },
    { keys: "k", does: "Previous unit", group: units, run: () => actions.goBy(-1), repeats: true },
    { keys: "ArrowRight", does: "Next unit", group: units, run: () => actions.goBy(1), repeats: true },
    { keys: "ArrowLeft", does: "Previous unit", group: units, run: () => actions.goBy(-1), repeats: true },
    {
      keys: "l",
      does: "Leave the unit for later, or take it up again",
      group: units,
      run: actions.toggleDeferral,
    },
    {
      keys: "s",
      does: "After submitting: compare with similar units of your own",
      group: units,
      run: actions.showSimilar,
    },
    { keys: "g", does: "Go to a unit by its number", group: units, run: actions.goToUnit },
  ];
}
