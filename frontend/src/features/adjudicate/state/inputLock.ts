const PAUSE = 300; // ms without a key, after which keys act on the unit on the screen

/**
 * Drops keys that are pressed while a decision is being sent: they would act on a unit that the person has not seen.
 * After the lock ends, keys are dropped up to the first pause.
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
