/**
 * Active time on a unit: the time between two user inputs (key, pointer, scroll). Of a longer pause only the first
 * minute counts, and nothing counts while the page is hidden.
 */
export const MAX_PAUSE = 60_000; // ms

export class ActiveTimer {
  private total: number; // ms
  private last: number | null = null;

  constructor(seconds: number, now: number) {
    this.total = seconds * 1000;
    this.last = now;
  }

  recordInput(now: number): void {
    this.total += this.since(now);
    this.last = now;
  }

  /** Stop counting until the next input. */
  stop(now: number): void {
    this.total += this.since(now);
    this.last = null;
  }

  seconds(now: number): number {
    return Math.round((this.total + this.since(now)) / 1000);
  }

  private since(now: number): number {
    return this.last === null ? 0 : Math.min(Math.max(now - this.last, 0), MAX_PAUSE);
  }
}

/** "1 h 05 min", "12 min", "40 s". */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
