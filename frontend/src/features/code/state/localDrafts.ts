/** Unsent drafts in the storage of this browser, so that a lost network or a closed page loses nothing. */
import type { CodeKeys } from "./codeKeys";
import { type CodingDraft, normalise } from "./draft";

export interface StoredDraft {
  draft: CodingDraft;
  /** The revision on the server that the draft is based on. */
  revision: number;
}

interface StoredKeys {
  keys: CodeKeys;
  /** The revision on the server that the keys are based on. */
  revision: number;
}

export class LocalDrafts {
  private readonly prefix: string;
  private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> & { length: number };
  private readonly keyAt: (index: number) => string | null;

  /** Drafts are stored per rater and round, because computers are shared. */
  constructor(study: string, codingRound: number, rater: string, storage: Storage = window.localStorage) {
    this.prefix = `intercoder:${study}/${codingRound}/${rater}/`;
    this.storage = storage;
    this.keyAt = (index) => storage.key(index);
  }

  get(unit: number): StoredDraft | null {
    return this.read<StoredDraft>(`${this.prefix}draft/${unit}`);
  }

  /** Return false if the browser stores nothing (private window, full disk). */
  put(unit: number, { draft, revision }: StoredDraft): boolean {
    return this.write(`${this.prefix}draft/${unit}`, { draft: normalise(draft), revision });
  }

  remove(unit: number): void {
    this.storage.removeItem(`${this.prefix}draft/${unit}`);
  }

  /** Keys of the codes that the server has not stored yet. */
  getKeys(): StoredKeys | null {
    return this.read<StoredKeys>(`${this.prefix}keys`);
  }

  putKeys(keys: StoredKeys): boolean {
    return this.write(`${this.prefix}keys`, keys);
  }

  removeKeys(): void {
    this.storage.removeItem(`${this.prefix}keys`);
  }

  /** The units with unsent drafts, ascending. */
  units(): number[] {
    const start = `${this.prefix}draft/`;
    const keys = Array.from({ length: this.storage.length }, (_, index) => this.keyAt(index) ?? "");
    return keys
      .filter((key) => key.startsWith(start))
      .map((key) => Number(key.slice(start.length)))
      .sort((a, b) => a - b);
  }

  /**
   * The idempotency key of a submission: the same until it succeeds, also after a reload. A changed coding gets
   * another key, or the server would refuse it.
   */
  submitKey(unit: number, content: string): string {
    const name = `${this.prefix}submit/${unit}`;
    const pending = this.read<{ content: string; key: string }>(name);
    if (pending?.content === content) return pending.key;
    const key = randomKey();
    this.write(name, { content, key });
    return key;
  }

  removeSubmitted(unit: number): void {
    this.storage.removeItem(`${this.prefix}submit/${unit}`);
    this.remove(unit);
  }

  private read<T>(name: string): T | null {
    try {
      return JSON.parse(this.storage.getItem(name) ?? "null") as T | null;
    } catch {
      return null;
    }
  }

  private write(name: string, value: unknown): boolean {
    try {
      this.storage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}

/** `crypto.randomUUID` needs https or localhost; a server in a laboratory network may use plain http. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
