/**
 * Exact overlap of two texts by their 4-grams: containment both ways (Broder, *On the resemblance and containment of
 * documents*, 1997), how evenly the shared grams are spread, and the positions that {@link align} starts from.
 */

const GRAM = 4;
/** Grams a window of the evenness measure. */
const WINDOW = 40;
/** Share of a window's grams that must be shared for the window to count as covered. */
const COVERED = 0.2;
const HEAD = 100;

/**
 * What two texts share. Shares are 0..1 of grams with multiplicity; `own` = the loaded text, `other` = the compared
 * one.
 */
export interface Overlap {
  readonly own: number;
  readonly other: number;
  /** Shared ÷ all grams of both. */
  readonly resemblance: number;
  /** Windows with at least a fifth of their grams shared ÷ windows. */
  readonly ownCovered: number;
  readonly otherCovered: number;
  /** Share of the first hundred grams found in the other text. */
  readonly ownHead: number;
  readonly otherHead: number;
}

const NOTHING: Overlap = {
  own: 0, other: 0, resemblance: 0, ownCovered: 0, otherCovered: 0, ownHead: 0, otherHead: 0,
};

/** The gram table of one text, reloaded for each record and asked about each of its candidates. */
export class GramTable {
  codes: Uint16Array = new Uint16Array(0);
  /** Position after this one in the same slot, −1 = last. Ascending. */
  next = new Int32Array(4096);
  #grams = 0;
  #mask = 0;
  #keys = new Int32Array(8192);
  #stamps = new Uint32Array(8192);
  #heads = new Int32Array(8192);
  #hit = new Uint32Array(8192);
  #slots = new Int32Array(4096);
  #stamp = 0;
  #round = 0;

  /** Loads a text; the former one is forgotten. */
  load(codes: Uint16Array): void {
    this.codes = codes;
    this.#grams = Math.max(0, codes.length - GRAM + 1);
    let size = 1024;
    while (size < this.#grams * 2) size *= 2;
    if (size > this.#keys.length) {
      this.#keys = new Int32Array(size);
      this.#stamps = new Uint32Array(size);
      this.#heads = new Int32Array(size);
      this.#hit = new Uint32Array(size);
    }
    if (this.#grams > this.next.length) {
      this.next = new Int32Array(size);
      this.#slots = new Int32Array(size);
    }
    this.#mask = size - 1;
    this.#stamp++;
    for (let at = this.#grams - 1; at >= 0; at--) {
      const key = gramAt(codes, at);
      const slot = this.#slot(key);
      const known = this.#stamps[slot] === this.#stamp;
      this.next[at] = known ? (this.#heads[slot] ?? -1) : -1;
      this.#keys[slot] = key;
      this.#stamps[slot] = this.#stamp;
      this.#heads[slot] = at;
      this.#slots[at] = slot;
    }
  }

  /** First position of the gram in the loaded text; −1 = absent. */
  find(key: number): number {
    const slot = this.#slot(key);
    return this.#stamps[slot] === this.#stamp ? (this.#heads[slot] ?? -1) : -1;
  }

  /** Overlap of the loaded text with another. */
  overlap(codes: Uint16Array): Overlap {
    const grams = codes.length - GRAM + 1;
    if (grams < 1 || this.#grams === 0) return NOTHING;
    const round = ++this.#round;
    const spread = new Spread();
    for (let at = 0; at < grams; at++) {
      const slot = this.#slot(gramAt(codes, at));
      const shared = this.#stamps[slot] === this.#stamp;
      if (shared) this.#hit[slot] = round;
      spread.note(shared);
    }
    const ownSpread = new Spread();
    for (let at = 0; at < this.#grams; at++) ownSpread.note(this.#hit[this.#slots[at] ?? 0] === round);
    const shared = (spread.shared + ownSpread.shared) / 2;
    return {
      own: ownSpread.shared / this.#grams,
      other: spread.shared / grams,
      resemblance: shared / (this.#grams + grams - shared),
      ownCovered: ownSpread.covered(),
      otherCovered: spread.covered(),
      ownHead: ownSpread.head / Math.min(HEAD, this.#grams),
      otherHead: spread.head / Math.min(HEAD, grams),
    };
  }

  #slot(key: number): number {
    let slot = (Math.imul(key, 0x9e37_79b1) >>> 9) & this.#mask;
    while (this.#stamps[slot] === this.#stamp && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** Hash of the four characters from `at`. Different grams of real text collide about once in 4 × 10^9. */
export function gramAt(codes: Uint16Array, at: number): number {
  const first = Math.imul((codes[at] ?? 0) * 65_537 + (codes[at + 1] ?? 0), 0x85eb_ca6b);
  return (first ^ (first >>> 15)) + Math.imul((codes[at + 2] ?? 0) * 65_537 + (codes[at + 3] ?? 0), 0xc2b2_ae35) | 0;
}

/** Counts shared grams as they come, in total, in the head and by window. */
class Spread {
  shared = 0;
  head = 0;
  #seen = 0;
  #window = 0;
  #windows = 0;
  #full = 0;

  note(shared: boolean): void {
    if (shared) {
      this.shared++;
      this.#window++;
      if (this.#seen < HEAD) this.head++;
    }
    this.#seen++;
    if (this.#seen % WINDOW === 0) this.#close(WINDOW);
  }

  covered(): number {
    const rest = this.#seen % WINDOW;
    if (rest > WINDOW / 2 || this.#windows === 0) this.#close(rest);
    return this.#full / this.#windows;
  }

  #close(size: number): void {
    this.#windows++;
    if (this.#window >= size * COVERED) this.#full++;
    this.#window = 0;
  }
}

/** A text in which every run of digits is one mark: two issues of one template become alike. */
export function maskDigits(codes: Uint16Array): Uint16Array {
  const masked = new Uint16Array(codes.length);
  let size = 0;
  let inDigits = false;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    const digit = code >= 48 && code <= 57;
    if (!digit) masked[size++] = code;
    else if (!inDigits) masked[size++] = 35;
    inDigits = digit;
  }
  return masked.subarray(0, size);
}
