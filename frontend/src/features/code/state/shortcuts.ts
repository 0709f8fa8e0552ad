import type { Shortcut } from "../../../shared/keyboard/registry";
import { REACH } from "../components/CodeList";
import { CERTAINTIES } from "../components/CodingForm";
import type { Certainty, Uncoded } from "./draft";

interface Doings {
  give: (place: number) => void;
  none: () => void;
  find: () => void;
  memo: () => void;
  certainty: (certainty: Certainty) => void;
  current: Certainty;
  uncoded: (why: Uncoded) => void;
  discuss: () => void;
  example: (kind: "examples" | "near_misses") => void;
  later: () => void;
  compare: () => void;
  submit: () => void;
  undo: () => void;
  go: (step: number) => void;
  jump: () => void;
  release: () => void;
}

/** The keys of the rater's seat, in the order of the help. */
export function seatKeys(doings: Doings): Shortcut[] {
  const after = CERTAINTIES[(CERTAINTIES.indexOf(doings.current) + 1) % CERTAINTIES.length];
  const code = "Code";
  const units = "Units";
  return [
    ...Array.from({ length: REACH }, (_, place) => ({
      keys: String(place + 1),
      does: "Give the code, or take it away; selected words are marked with it",
      group: code,
      run: () => doings.give(place),
    })),
    {
      keys: "0",
      does: "Say that no code applies, where a unit may have several",
      group: code,
      run: doings.none,
    },
    { keys: "/", does: "Find a code, or make one", group: code, run: doings.find },
    { keys: "m", does: "Write a memo (Esc leaves it)", group: code, run: doings.memo },
    { keys: "c", does: "Change how certain you are", group: code, run: () => doings.certainty(after ?? "") },
    { keys: "t", does: "Say that you cannot tell", group: code, run: () => doings.uncoded("cannot_tell") },
    {
      keys: "n",
      does: "Say that no code is applicable",
      group: code,
      run: () => doings.uncoded("not_applicable"),
    },
    { keys: "d", does: "Ask to discuss this unit", group: code, run: doings.discuss },
    {
      keys: "e",
      does: "Keep the selected words, or the last marked ones, as a typical example of their code",
      group: code,
      run: () => doings.example("examples"),
    },
    {
      keys: "x",
      does: "Keep them as a near miss of the code",
      group: code,
      run: () => doings.example("near_misses"),
    },
    { keys: "u", does: "Undo your last change", group: code, run: doings.undo },
    { keys: "Escape", does: "Let the selected words go", group: code, run: doings.release },
    {
      keys: "Ctrl+Enter",
      does: "Submit and go to the next unit",
      group: units,
      run: doings.submit,
      whenTyping: true,
    },
    { keys: "j", does: "Next unit", group: units, run: () => doings.go(1), repeats: true },
    { keys: "k", does: "Previous unit", group: units, run: () => doings.go(-1), repeats: true },
    { keys: "ArrowRight", does: "Next unit", group: units, run: () => doings.go(1), repeats: true },
    { keys: "ArrowLeft", does: "Previous unit", group: units, run: () => doings.go(-1), repeats: true },
    { keys: "l", does: "Leave the unit for later, or take it up again", group: units, run: doings.later },
    {
      keys: "s",
      does: "After submitting: compare with similar units of your own",
      group: units,
      run: doings.compare,
    },
    { keys: "g", does: "Go to a unit by its number", group: units, run: doings.jump },
  ];
}
