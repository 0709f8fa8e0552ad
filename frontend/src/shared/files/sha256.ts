/** SHA-256 of data that comes in parts. The browser's own needs all of it at once, and HTTPS or localhost. */

const BLOCK = 64; // bytes

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const CONSTANTS = new Uint32Array(64);
/** The same of the square roots of the first eight primes. */
const START = new Uint32Array(8);
{
  const fraction = (value: number) => (value - Math.floor(value)) * 2 ** 32;
  let count = 0;
  for (let number = 2; count < 64; number += 1) {
    let prime = true;
    for (let factor = 2; factor * factor <= number; factor += 1) if (number % factor === 0) prime = false;
    if (!prime) continue;
    if (count < 8) START[count] = fraction(Math.sqrt(number));
    CONSTANTS[count] = fraction(Math.cbrt(number));
    count += 1;
  }
}

export class Sha256 {
  private readonly state = START.slice();
  private readonly words = new Uint32Array(64);
  private rest = new Uint8Array(0);
  private size = 0;

  update(data: Uint8Array): this {
    this.size += data.length;
    const all = new Uint8Array(this.rest.length + data.length);
    all.set(this.rest);
    all.set(data, this.rest.length);
    const view = new DataView(all.buffer);
    let at = 0;
    for (; at + BLOCK <= all.length; at += BLOCK) this.block(view, at);
    this.rest = all.slice(at);
    return this;
  }

  digest(): Uint8Array {
    const length = Math.ceil((this.rest.length + 9) / BLOCK) * BLOCK - this.rest.length;
    const padding = new Uint8Array(length);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(length - 8, Math.floor(this.size / 2 ** 29)); // the size in bits, before the padding counts
    view.setUint32(length - 4, (this.size * 8) % 2 ** 32);
    this.update(padding);
    const digest = new Uint8Array(32);
    this.state.forEach((word, index) => {
      new DataView(digest.buffer).setUint32(index * 4, word);
    });
    return digest;
  }

  private block(view: DataView, start: number): void {
    const { state, words } = this;
    for (let index = 0; index < 16; index += 1) words[index] = view.getUint32(start + index * 4);
    for (let index = 16; index < 64; index += 1) {
      const early = words[index - 15] as number;
      const late = words[index - 2] as number;
      words[index] =
        (words[index - 16] as number) +
        (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) +
        (words[index - 7] as number) +
        (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let index = 0; index < 64; index += 1) {
      const first =
        (h +
          (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
          ((e & f) ^ (~e & g)) +
          (CONSTANTS[index] as number) +
          (words[index] as number)) |
        0;
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => {
      state[index] = (state[index] as number) + word;
    });
  }
}

/** The bits of a word turned to the right. */
function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
