/** A shortcut. The key listener and the help dialog both read it, so they cannot differ. */
export interface Shortcut {
  keys: string; // "j", "?", "ArrowLeft", "Ctrl+Enter"; Ctrl includes Cmd
  does: string; // a few words for the help
  run: () => void;
  group?: string;
  whenTyping?: boolean; // only with Ctrl: the text field needs plain keys
  repeats?: boolean; // runs again while the key is pressed
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

/** The event's keys in the spelling of `Shortcut.keys`; empty if no shortcut can have them. */
export function keysOf(event: KeyboardEvent): string {
  if (event.altKey || event.isComposing || ["Control", "Shift", "Meta", "Alt"].includes(event.key)) return "";
  const printable = Array.from(event.key).length === 1;
  const key = event.key === " " ? "Space" : printable ? event.key.toLowerCase() : event.key;
  const chord = event.ctrlKey || event.metaKey ? ["Ctrl"] : [];
  // Shift is already part of a printable key: "?" is Shift and another key on most keyboards.
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

/** Whether the focused control itself uses the keys. */
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

  /** Add a list of shortcuts, which is read again at each key, and return the function that removes it. */
  add(list: () => readonly Shortcut[]): () => void {
    const meanings = new Map(this.all().map((shortcut) => [shortcut.keys, shortcut.does]));
    for (const { keys, does, whenTyping } of list()) {
      const other = meanings.get(keys);
      if (other !== undefined)
        throw new KeyTaken(`The key ${keys} cannot mean “${does}”: it means “${other}”.`);
      if (whenTyping && !keys.includes("Ctrl+")) throw new KeyTaken(`The key ${keys} is needed for typing.`);
      meanings.set(keys, does);
    }
    this.lists = [...this.lists, list];
    this.notify();
    return () => {
      this.lists = this.lists.filter((other) => other !== list);
      this.notify();
    };
  }

  all(): Shortcut[] {
    return this.lists.flatMap((list) => [...list()]);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Run the shortcut of the event and return true; return false if it has none. */
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

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
