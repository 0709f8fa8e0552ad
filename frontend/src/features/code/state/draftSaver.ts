/**
 * Saves a draft while it is edited: a state machine without clock and network of its own.
 *
 * One write is in progress at a time, based on the revision that the previous one returned. A draft is in the local
 * storage from the first keystroke until the server has stored it.
 */
import { ApiError } from "../../../api/client";
import { OTHER_PERSON } from "../../../api/person";
import { type CodingDraft, sameDraft } from "./draft";
import type { StoredDraft } from "./localDrafts";

export type SaveState =
  | { phase: "idle" }
  | { phase: "saving" }
  | { phase: "saved"; at: number }
  /** The server cannot be reached or fails. `stored`: the draft is in the local storage. */
  | { phase: "unreachable"; stored: boolean; offline: boolean }
  | { phase: "conflict"; mine: CodingDraft; theirs: CodingDraft | null; revision: number }
  | { phase: "refused"; detail: string };

interface DraftStores {
  put: (draft: CodingDraft, revision: number) => Promise<{ revision: number }>;
  storeLocally: (stored: StoredDraft) => boolean;
  removeLocally: () => void;
  now?: () => number;
}

export const SAVE_DELAY = 600; // ms after the last change
export const RETRY_DELAY = 10_000; // ms until the next attempt while the server cannot be reached

interface StaleWrite {
  current?: { revision: number; draft: CodingDraft | null };
}

export class DraftSaver {
  state: SaveState = { phase: "idle" };
  revision: number;
  private readonly stores: DraftStores;
  private readonly listeners = new Set<() => void>();
  private unsent: CodingDraft | null = null;
  private writing: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  private leaving = false;

  constructor(revision: number, stores: DraftStores) {
    this.revision = revision;
    this.stores = stores;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether the server has stored every change. */
  get clean(): boolean {
    return this.unsent === null && this.writing === null;
  }

  change(draft: CodingDraft): void {
    if (this.ended) return;
    this.unsent = draft;
    const stored = this.stores.storeLocally({ draft, revision: this.revision });
    if (this.state.phase === "conflict") this.become({ ...this.state, mine: draft });
    else if (this.state.phase === "unreachable") this.become({ ...this.state, stored });
    else {
      this.become({ phase: "saving" });
      this.schedule(SAVE_DELAY);
    }
  }

  /** Send unsent changes now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.writing) await this.writing;
    if (this.unsent === null || this.ended || this.state.phase === "conflict") return;
    this.writing = this.write(this.unsent);
    await this.writing;
  }

  /** Report a local draft that is based on another revision than the stored one. */
  reportConflict(mine: CodingDraft, theirs: CodingDraft | null, revision: number): void {
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

  /** Discard the unsent draft and return the stored one. */
  takeTheirs(): CodingDraft | null {
    if (this.state.phase !== "conflict") return null;
    const { theirs, revision } = this.state;
    this.adopt(revision);
    return theirs;
  }

  /** Take the stored draft of this revision as the one on the screen. */
  adopt(revision: number): void {
    this.revision = revision;
    this.unsent = null;
    this.stores.removeLocally();
    this.become({ phase: "idle" });
  }

  /** Wait for the write in progress, before a submission that makes the draft obsolete. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    while (this.writing) await this.writing;
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  /** Send unsent changes once more and end. What cannot be sent remains in the local storage. */
  leave(): void {
    this.leaving = true;
    void this.flush().then(() => {
      if (this.leaving) this.end();
    });
  }

  /** Resume saving, also while `leave` is still sending. */
  resume(): void {
    this.leaving = false;
    this.ended = false;
  }

  private async write(draft: CodingDraft): Promise<void> {
    this.become({ phase: "saving" });
    try {
      const { revision } = await this.stores.put(draft, this.revision);
      this.revision = revision;
      this.confirm(draft);
    } catch (error) {
      this.fail(error, draft);
    } finally {
      this.writing = null;
    }
  }

  private confirm(draft: CodingDraft): void {
    if (this.unsent !== null && !sameDraft(this.unsent, draft)) {
      this.stores.storeLocally({ draft: this.unsent, revision: this.revision });
      this.schedule(SAVE_DELAY);
      return;
    }
    this.unsent = null;
    this.stores.removeLocally();
    this.become({ phase: "saved", at: (this.stores.now ?? Date.now)() });
  }

  private fail(error: unknown, draft: CodingDraft): void {
    const mine = this.unsent ?? draft;
    const stored = this.stores.storeLocally({ draft: mine, revision: this.revision });
    if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) {
      const offline = !(error instanceof ApiError) || error.status === 0;
      this.become({ phase: "unreachable", stored, offline });
      this.schedule(RETRY_DELAY);
      return;
    }
    const current = error.status === 412 ? (error.body as StaleWrite).current : undefined;
    if (!current) {
      this.become({ phase: "refused", detail: error.detail });
      if (error.code === OTHER_PERSON) this.schedule(RETRY_DELAY); // until the owner of the page is signed in again
    } else if (current.draft && sameDraft(current.draft, mine)) {
      this.adopt(current.revision); // an earlier write succeeded, but its response was lost
    } else {
      this.become({ phase: "conflict", mine, theirs: current.draft, revision: current.revision });
    }
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = setTimeout(() => void this.flush(), delay);
  }

  private become(state: SaveState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
