const PAUSE = 300; // ms without a key, after which keys are accepted again

/**
 * Drops keys that are pressed while a decision is being sent, because they would act on a unit not seen yet.
 * After the lock ends, keys are dropped until the first pause.
 */
export class InputLock {
  private locked = false;
  private lastDropped = Number.NEGATIVE_INFINITY;

  lock() {
    this.locked = true;
  }

  unlock() {
    this.locked = false;
  }

  /** Whether a key pressed at this time (ms) counts. */
  accepts(time: number): boolean {
    if (!this.locked && time - this.lastDropped > PAUSE) return true;
    this.lastDropped = time;
    return false;
  }
}
