/** Runs only the last of several refreshes, after a pause, because decisions can follow each other fast. */
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
