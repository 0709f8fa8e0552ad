// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { isTyping, KeyTaken, keysOf, type Shortcut, Shortcuts } from "./registry";

const press = (key: string, more: KeyboardEventInit = {}, target: HTMLElement = document.body) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
};

describe("Shortcuts", () => {
  let shortcuts: Shortcuts;
  beforeEach(() => {
    document.body.replaceChildren();
    shortcuts = new Shortcuts();
  });

  const listen = (list: Shortcut[]) => {
    shortcuts.add(() => list);
    const stop = new AbortController();
    document.addEventListener("keydown", (event) => shortcuts.handle(event), { signal: stop.signal });
    return stop;
  };

  it("runs the shortcut of a key instead of the browser's action", () => {
    const run = vi.fn();
    const stop = listen([{ keys: "j", does: "next unit", run }]);
    expect(press("j").defaultPrevented).toBe(true);
    expect(press("k").defaultPrevented).toBe(false);
    expect(run).toHaveBeenCalledTimes(1);
    stop.abort();
  });

  it("ignores keys in text fields, except for chords that allow it", () => {
    const plain = vi.fn();
    const chord = vi.fn();
    const stop = listen([
      { keys: "j", does: "next unit", run: plain },
      { keys: "Ctrl+Enter", does: "submit", run: chord, whenTyping: true },
    ]);
    const field = document.createElement("textarea");
    document.body.append(field);
    press("j", {}, field);
    press("Enter", { ctrlKey: true }, field);
    press("Enter", { metaKey: true }, field);
    expect(plain).not.toHaveBeenCalled();
    expect(chord).toHaveBeenCalledTimes(2);
    stop.abort();
  });

  it("refuses a key with two meanings, in one list and across lists", () => {
    const run = () => {};
    expect(() =>
      shortcuts.add(() => [
        { keys: "j", does: "next", run },
        { keys: "j", does: "jump", run },
      ]),
    ).toThrow(KeyTaken);
    shortcuts.add(() => [{ keys: "u", does: "undo", run }]);
    expect(() => shortcuts.add(() => [{ keys: "u", does: "units", run }])).toThrow("it means “undo”");
  });

  it("refuses a plain key that would fire while typing", () => {
    expect(() =>
      shortcuts.add(() => [{ keys: "s", does: "submit", run: () => {}, whenTyping: true }]),
    ).toThrow(KeyTaken);
  });

  it("frees a key when its list is removed", () => {
    const remove = shortcuts.add(() => [{ keys: "u", does: "undo", run: () => {} }]);
    remove();
    shortcuts.add(() => [{ keys: "u", does: "units", run: () => {} }]);
    expect(shortcuts.all().map((shortcut) => shortcut.does)).toEqual(["units"]);
  });

  it("does not use Enter on a focused button or arrows on a focused radio", () => {
    const run = vi.fn();
    const stop = listen([
      { keys: "Enter", does: "confirm", run },
      { keys: "ArrowLeft", does: "take left", run },
    ]);
    document.body.innerHTML = "<button>x</button><input type='radio'>";
    press("Enter", {}, document.querySelector("button") as HTMLElement);
    press("ArrowLeft", {}, document.querySelector("input") as HTMLElement);
    expect(run).not.toHaveBeenCalled();
    press("Enter");
    expect(run).toHaveBeenCalledTimes(1);
    stop.abort();
  });

  it("does not repeat while a key is pressed, unless the shortcut allows it", () => {
    const once = vi.fn();
    const often = vi.fn();
    const stop = listen([
      { keys: "u", does: "undo", run: once },
      { keys: "j", does: "next", run: often, repeats: true },
    ]);
    press("u", { repeat: true });
    press("j", { repeat: true });
    expect([once.mock.calls.length, often.mock.calls.length]).toEqual([0, 1]);
    stop.abort();
  });

  it("does nothing behind an open dialog", () => {
    const run = vi.fn();
    shortcuts.add(() => [{ keys: "j", does: "next", run }]);
    expect(shortcuts.handle(new KeyboardEvent("keydown", { key: "j" }), true)).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });
});

describe("keysOf", () => {
  const keys = (key: string, more: KeyboardEventInit = {}) =>
    keysOf(new KeyboardEvent("keydown", { key, ...more }));

  it("spells keys as shortcuts do", () => {
    expect(keys("?", { shiftKey: true })).toBe("?");
    expect(keys("J")).toBe("j");
    expect(keys(" ")).toBe("Space");
    expect(keys("A", { shiftKey: true })).toBe("Shift+a");
    expect(keys("Enter", { metaKey: true })).toBe("Ctrl+Enter");
    expect(keys("Control", { ctrlKey: true })).toBe("");
    expect(keys("j", { altKey: true })).toBe("");
  });
});

describe("isTyping", () => {
  it("is true only for fields that take letters", () => {
    document.body.innerHTML = "<input><input type='radio'><select></select><button></button>";
    expect(Array.from(document.body.children, isTyping)).toEqual([true, false, true, false]);
  });
});
