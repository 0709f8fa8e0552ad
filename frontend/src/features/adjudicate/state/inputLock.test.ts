import { describe, expect, it } from "vitest";
import { Gate } from "./inputLock";

describe("Gate", () => {
  it("drops the keys pressed while a decision is on its way, up to the first pause after it", () => {
    const gate = new Gate();
    expect(gate.lets(0)).toBe(true);
    gate.hold();
    expect(gate.lets(100)).toBe(false);
    gate.open();
    expect([gate.lets(250), gate.lets(400), gate.lets(550)]).toEqual([false, false, false]);
    expect(gate.lets(900)).toBe(true);
    expect(gate.lets(910)).toBe(true);
  });

  it("drops nothing where nothing was pressed meanwhile", () => {
    const gate = new Gate();
    gate.hold();
    gate.open();
    expect(gate.lets(1)).toBe(true);
  });
});
