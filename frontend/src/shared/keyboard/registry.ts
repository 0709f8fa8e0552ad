/** Shortcuts are data: this list feeds the only key listener and the help dialog, so they cannot differ. */
export interface Shortcut {
  keys: string; // "j", "?", "ArrowLeft", "Ctrl+Enter"; Ctrl stands for Cmd too
  does: string; // a few words for the help
  run: () => void;
  group?: string;
  whenTyping?: boolean; // only for chords: a plain key belongs to the text field
  repeats?: boolean; // may fire again while the key is held down
}

export class KeyTaken extends Error {}

const NAMES: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "⏎",
  Escape: "Esc",
};

export const keyName = (keys: string): string =>
  keys
    .split("+")
    .map((key) => NAMES[key] ?? key)
    .join(" ");

/** The event's keys in the spelling of `Shortcut.keys`; empty when it is not for us. */
export function keysOf(event: KeyboardEvent): string {
  if (event.altKey || event.isComposing || ["Control", "Shift", "Meta", "Alt"].includes(event.key)) return "";
  const printable = Array.from(event.key).length === 1;
  const key = event.key === " " ? "Space" : printable ? event.key.toLowerCase() : event.key;
  const chord = event.ctrlKey || event.metaKey ? ["Ctrl"] : [];
  // Shift is part of a printable key already: "?" is Shift and something else on most keyboards.
  if (event.shiftKey && (!printable || /\p{L}/u.test(key))) chord.push("Shift");
  return [...chord, key].join("+");
}

const NOT_TYPED = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    return true;
  }
  return target instanceof HTMLInputElement && !NOT_TYPED.includes(target.type);
}

/** Keys that the focused control itself answers to. */
function belongsToControl(keys: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (keys === "Enter" || keys === "Space")
    return target.closest("button, a[href], summary, [role=button]") !== null;
  if (!keys.startsWith("Arrow")) return false;
  return (
    target.closest("input[type=radio], input[type=range], [role=tab], [role=menu], [role=option]") !== null
  );
}

export class Shortcuts {
  private lists: (() => readonly Shortcut[])[] = [];
  private readonly listeners = new Set<() => void>();

  /** Adds a list (read again at each key, so it may close over fresh state) and returns how to remove it. */
  add(list: () => readonly Shortcut[]): () => void {
    const taken = new Map(this.all().map((shortcut) => [shortcut.keys, shortcut.does]));
    for (const { keys, does, whenTyping } of list()) {
      const other = taken.get(keys);
      if (other !== undefined)
        throw new KeyTaken(`The key ${keys} cannot mean “${does}”: it means “${other}”.`);
      if (whenTyping && !keys.includes("Ctrl+")) throw new KeyTaken(`The key ${keys} is needed for typing.`);
      taken.set(keys, does);
    }
    this.lists = [...this.lists, list];
    this.tell();
    return () => {
      this.lists = this.lists.filter((other) => other !== list);
      this.tell();
    };
  }

  all(): Shortcut[] {
    return this.lists.flatMap((list) => [...list()]);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Runs what the event means here, if anything; true when it did. */
  handle(event: KeyboardEvent, dialogOpen = false): boolean {
    if (event.defaultPrevented) return false;
    const keys = keysOf(event);
    const shortcut = keys && this.all().find((candidate) => candidate.keys === keys);
    if (!shortcut || dialogOpen || (event.repeat && !shortcut.repeats)) return false;
    if (isTyping(event.target) && !shortcut.whenTyping) return false;
    if (belongsToControl(keys, event.target)) return false;
    event.preventDefault();
    shortcut.run();
    return true;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
