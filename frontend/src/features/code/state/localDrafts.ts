/** What this browser keeps of a rater's own unsent work, so that a closed lid or a lost network loses nothing. */
import { type Answer, canonical } from "./draft";

export interface Kept {
  answer: Answer;
  revision: number; // of the stored draft that it was based on
}

export class Shelf {
  private readonly prefix: string;
  private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> & { length: number };
  private readonly keyAt: (index: number) => string | null;

  /** One shelf a rater and round: computers are shared. */
  constructor(study: string, round: number, rater: string, storage: Storage = window.localStorage) {
    this.prefix = `intercoder:${study}/${round}/${rater}/`;
    this.storage = storage;
    this.keyAt = (index) => storage.key(index);
  }

  get(unit: number): Kept | null {
    return this.read<Kept>(`${this.prefix}draft/${unit}`);
  }

  /** False when the browser refuses to keep anything (private window, full disk). */
  put(unit: number, kept: Kept): boolean {
    return this.write(`${this.prefix}draft/${unit}`, { ...kept, answer: canonical(kept.answer) });
  }

  drop(unit: number): void {
    this.storage.removeItem(`${this.prefix}draft/${unit}`);
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
   * The idempotency key of submitting this answer: the same until the submit succeeded, over reloads too.
   * Another answer is another submit, or the server would take it for the first one and lose it.
   */
  submitKey(unit: number, content: string): string {
    const name = `${this.prefix}submit/${unit}`;
    const tried = this.read<{ content: string; key: string }>(name);
    if (tried?.content === content) return tried.key;
    const key = randomKey();
    this.write(name, { content, key });
    return key;
  }

  submitted(unit: number): void {
    this.storage.removeItem(`${this.prefix}submit/${unit}`);
    this.drop(unit);
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

/** `crypto.randomUUID` is there on https and localhost only; a team server in a lab may be plain http. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
