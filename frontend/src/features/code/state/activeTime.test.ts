import { describe, expect, it } from "vitest";
import { ActiveTimer, formatDuration, MAX_PAUSE } from "./activeTime";

describe("ActiveTimer", () => {
  it("counts the time between inputs, and one minute of a long pause", () => {
    const timer = new ActiveTimer(5, 0);
    timer.recordInput(10_000);
    expect(timer.seconds(10_000)).toBe(15);
    timer.recordInput(10_000 + 10 * MAX_PAUSE);
    expect(timer.seconds(10_000 + 10 * MAX_PAUSE)).toBe(75);
  });

  it("does not count while the page is hidden", () => {
    const timer = new ActiveTimer(0, 0);
    timer.stop(4_000);
    expect(timer.seconds(100_000)).toBe(4);
    timer.recordInput(100_000);
    expect(timer.seconds(103_000)).toBe(7);
  });

  it("does not run backwards when the clock is set back", () => {
    const timer = new ActiveTimer(0, 50_000);
    timer.recordInput(10_000);
    expect(timer.seconds(11_000)).toBe(1);
  });
});

describe("formatDuration", () => {
  it("formats seconds, minutes and hours", () => {
    expect([40, 720, 3_900].map(formatDuration)).toEqual(["40 s", "12 min", "1 h 05 min"]);
  });
});
