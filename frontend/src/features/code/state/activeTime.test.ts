import { describe, expect, it } from "vitest";
import { PAUSE, Stopwatch, timeWords } from "./activeTime";

describe("Stopwatch", () => {
  it("counts between signs of attention, and of a long pause one minute", () => {
    const watch = new Stopwatch(5, 0);
    watch.note(10_000);
    expect(watch.seconds(10_000)).toBe(15);
    watch.note(10_000 + 10 * PAUSE);
    expect(watch.seconds(10_000 + 10 * PAUSE)).toBe(75);
  });

  it("stands still while the page is away", () => {
    const watch = new Stopwatch(0, 0);
    watch.stop(4_000);
    expect(watch.seconds(100_000)).toBe(4);
    watch.note(100_000);
    expect(watch.seconds(103_000)).toBe(7);
  });

  it("does not run backwards when the clock is set back", () => {
    const watch = new Stopwatch(0, 50_000);
    watch.note(10_000);
    expect(watch.seconds(11_000)).toBe(1);
  });
});

describe("timeWords", () => {
  it("says seconds, minutes, hours", () => {
    expect([40, 720, 3_900].map(timeWords)).toEqual(["40 s", "12 min", "1 h 05 min"]);
  });
});
