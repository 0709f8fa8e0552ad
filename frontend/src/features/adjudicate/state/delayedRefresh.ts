/** Runs the last of several refreshes after a pause, so that fast decisions do not load lists each time. */
export class DelayedRefresh {
  private timer: ReturnType<typeof setTimeout> | undefined;

  schedule(refresh: () => void, delay: number): void {
    this.cancel();
    this.timer = setTimeout(refresh, delay);
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
