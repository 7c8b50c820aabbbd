/** A set of record ids as one bit an id. Sets of one library may differ in length; what is beyond the end is not in it. */
export class Bits {
  readonly words: Uint32Array;

  constructor(size: number, words: Uint32Array = new Uint32Array((size + 31) >>> 5)) {
    this.words = words;
  }

  static of(size: number, ids: Iterable<number> | ArrayLike<number>): Bits {
    const bits = new Bits(size);
    const list: ArrayLike<number> = 'length' in ids ? ids : Uint32Array.from(ids);
    for (let at = 0; at < list.length; at++) bits.add(list[at] ?? 0);
    return bits;
  }

  /** Ids from 1 on for which the test holds. */
  static where(size: number, test: (id: number) => boolean): Bits {
    const bits = new Bits(size);
    for (let id = 1; id < size; id++) if (test(id)) bits.add(id);
    return bits;
  }

  /** Ids whose code is a wanted one: 1 at its place. Code 0 is never wanted. */
  static withCodes(size: number, codes: Uint32Array, wanted: Uint8Array): Bits {
    const bits = new Bits(size);
    const { words } = bits;
    const end = Math.min(size, codes.length);
    for (let at = 0, id = 0; id < end; at++) {
      let word = 0;
      for (let bit = 0; bit < 32 && id < end; bit++, id++) word |= (wanted[codes[id] ?? 0] ?? 0) << bit;
      words[at] = word;
    }
    return bits;
  }

  add(id: number): void {
    const at = id >>> 5;
    if (at < this.words.length) this.words[at] = (this.words[at] ?? 0) | 1 << (id & 31);
  }

  has(id: number): boolean {
    return ((this.words[id >>> 5] ?? 0) >>> (id & 31) & 1) === 1;
  }

  and(other: Bits): Bits {
    const out = this.words.slice();
    for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) & (other.words[at] ?? 0);
    return new Bits(0, out);
  }

  or(other: Bits): Bits {
    const [long, short] = this.words.length >= other.words.length ? [this.words, other.words] : [other.words, this.words];
    const out = long.slice();
    for (let at = 0; at < short.length; at++) out[at] = (out[at] ?? 0) | (short[at] ?? 0);
    return new Bits(0, out);
  }

  andNot(other: Bits): Bits {
    const out = this.words.slice();
    for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) & ~(other.words[at] ?? 0);
    return new Bits(0, out);
  }

  count(): number {
    let total = 0;
    for (let at = 0; at < this.words.length; at++) total += popcount(this.words[at] ?? 0);
    return total;
  }

  /** The ids, ascending. */
  ids(): Uint32Array {
    const out = new Uint32Array(this.count());
    let size = 0;
    for (let at = 0; at < this.words.length; at++) {
      for (let word = this.words[at] ?? 0; word !== 0; word &= word - 1) out[size++] = (at << 5) + 31 - Math.clz32(word & -word);
    }
    return out;
  }
}

function popcount(word: number): number {
  let v = word - (word >>> 1 & 0x55555555);
  v = (v & 0x33333333) + (v >>> 2 & 0x33333333);
  return Math.imul(v + (v >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
