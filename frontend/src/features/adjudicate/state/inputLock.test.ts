import { describe, expect, it } from "vitest";
import { InputLock } from "./inputLock";

describe("InputLock", () => {
  it("drops keys while locked, and then up to the first pause", () => {
    const inputLock = new InputLock();
    expect(inputLock.accepts(0)).toBe(true);
    inputLock.lock();
    expect(inputLock.accepts(100)).toBe(false);
    inputLock.unlock();
    expect([inputLock.accepts(250), inputLock.accepts(400), inputLock.accepts(550)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(inputLock.accepts(900)).toBe(true);
    expect(inputLock.accepts(910)).toBe(true);
  });

  it("drops nothing if no key was pressed while locked", () => {
    const inputLock = new InputLock();
    inputLock.lock();
    inputLock.unlock();
    expect(inputLock.accepts(1)).toBe(true);
  });
});
