/**
 * Saves a draft while it is being written. A plain state machine: time and the network come from outside.
 *
 * One write is under way at a time, each based on the revision that the last one gave. Everything unsent lies on
 * the shelf (this browser's storage) from the moment it is typed until the server has it.
 */
import { ApiError } from "../../../api/client";
import { type Answer, alike } from "./draft";
import type { Kept } from "./localDrafts";

export type SaveState =
  | { phase: "quiet" }
  | { phase: "saving" }
  | { phase: "saved"; at: number }
  | { phase: "away"; kept: boolean; offline: boolean } // not at the server; kept here, if the browser can
  | { phase: "conflict"; mine: Answer; theirs: Answer | null; revision: number }
  | { phase: "refused"; detail: string };

export interface Doors {
  put: (answer: Answer, revision: number) => Promise<{ revision: number }>;
  keep: (kept: Kept) => boolean;
  forget: () => void;
  now?: () => number;
}

export const WAIT = 600; // ms after the last change
export const AGAIN = 10_000; // ms until the next try when the server cannot be reached

interface Stale {
  current?: { revision: number; draft: Answer | null };
}

export class DraftSaver {
  state: SaveState = { phase: "quiet" };
  revision: number;
  private readonly doors: Doors;
  private readonly listeners = new Set<() => void>();
  private unsent: Answer | null = null;
  private writing: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  private left = false;

  constructor(revision: number, doors: Doors) {
    this.revision = revision;
    this.doors = doors;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether the server has everything that was written here. */
  get clean(): boolean {
    return this.unsent === null && this.writing === null;
  }

  change(answer: Answer): void {
    if (this.ended) return;
    this.unsent = answer;
    const kept = this.doors.keep({ answer, revision: this.revision });
    if (this.state.phase === "conflict") this.become({ ...this.state, mine: answer });
    else if (this.state.phase === "away") this.become({ ...this.state, kept });
    else {
      this.become({ phase: "saving" });
      this.schedule(WAIT);
    }
  }

  /** Writes what is unsent, now: when the unit is left, and when the network is back. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.writing) await this.writing;
    if (this.unsent === null || this.ended || this.state.phase === "conflict") return;
    this.writing = this.write(this.unsent);
    await this.writing;
  }

  /** What was found on the shelf at opening, based on another draft than the stored one. */
  clash(mine: Answer, theirs: Answer | null, revision: number): void {
    this.unsent = mine;
    this.become({ phase: "conflict", mine, theirs, revision });
  }

  async keepMine(): Promise<void> {
    if (this.state.phase !== "conflict") return;
    this.revision = this.state.revision;
    this.unsent = this.state.mine;
    this.become({ phase: "saving" });
    await this.flush();
  }

  /** Gives up one's own unsent answer for the stored one, which is returned. */
  takeTheirs(): Answer | null {
    if (this.state.phase !== "conflict") return null;
    const { theirs, revision } = this.state;
    this.adopt(revision);
    return theirs;
  }

  /** The stored draft of this revision is what is on the screen. */
  adopt(revision: number): void {
    this.revision = revision;
    this.unsent = null;
    this.doors.forget();
    this.become({ phase: "quiet" });
  }

  /** Waits for the write under way and ends: what follows is the submit, which makes the draft superfluous. */
  async rest(): Promise<void> {
    clearTimeout(this.timer);
    while (this.writing) await this.writing;
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  /** The unit is left: one last write. What cannot be sent now stays on the shelf. */
  leave(): void {
    this.left = true;
    void this.flush().then(() => {
      if (this.left) this.end();
    });
  }

  /** The unit is looked at again before it was quite left. */
  stay(): void {
    this.left = false;
    this.ended = false;
  }

  private async write(answer: Answer): Promise<void> {
    this.become({ phase: "saving" });
    try {
      const { revision } = await this.doors.put(answer, this.revision);
      this.revision = revision;
      this.sent(answer);
    } catch (error) {
      this.failed(error, answer);
    } finally {
      this.writing = null;
    }
  }

  private sent(answer: Answer): void {
    if (this.unsent !== null && !alike(this.unsent, answer)) {
      this.doors.keep({ answer: this.unsent, revision: this.revision });
      this.schedule(WAIT);
      return;
    }
    this.unsent = null;
    this.doors.forget();
    this.become({ phase: "saved", at: (this.doors.now ?? Date.now)() });
  }

  private failed(error: unknown, answer: Answer): void {
    const mine = this.unsent ?? answer;
    const kept = this.doors.keep({ answer: mine, revision: this.revision });
    if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) {
      this.become({ phase: "away", kept, offline: !(error instanceof ApiError) || error.status === 0 });
      this.schedule(AGAIN);
      return;
    }
    const current = error.status === 412 ? (error.body as Stale).current : undefined;
    if (!current) {
      this.become({ phase: "refused", detail: error.detail });
    } else if (current.draft && alike(current.draft, mine)) {
      this.adopt(current.revision); // the answer to an earlier write was lost, the write was not
    } else {
      this.become({ phase: "conflict", mine, theirs: current.draft, revision: current.revision });
    }
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = setTimeout(() => void this.flush(), wait);
  }

  private become(state: SaveState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
