/**
 * Time on task, measured quietly: the time between two signs of attention (a key, a move, a scroll) counts, a longer
 * pause only for its first minute. Away from the page nothing counts.
 */
export const PAUSE = 60_000; // ms

export class Stopwatch {
  private total: number; // ms
  private last: number | null = null;

  constructor(seconds: number, now: number) {
    this.total = seconds * 1000;
    this.last = now;
  }

  /** A sign of attention. */
  note(now: number): void {
    this.total += this.since(now);
    this.last = now;
  }

  /** The page is left or hidden. */
  stop(now: number): void {
    this.total += this.since(now);
    this.last = null;
  }

  seconds(now: number): number {
    return Math.round((this.total + this.since(now)) / 1000);
  }

  private since(now: number): number {
    return this.last === null ? 0 : Math.min(Math.max(now - this.last, 0), PAUSE);
  }
}

/** "1 h 05 min", "12 min", "40 s". */
export function timeWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
