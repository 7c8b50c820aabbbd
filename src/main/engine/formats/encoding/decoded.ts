/** Bytes that are no character of the encoding; `offset` counts from the start of the file. */
export interface Damage {
  readonly offset: number;
  readonly length: number;
  /** The file ends inside a character. */
  readonly cut: boolean;
}

/** Text with the way back to its bytes. */
export interface Decoded {
  /** U+FFFD stands for each entry of `damage`. A byte order mark that was skipped is not in it. */
  readonly text: string;
  /** Offset in the file of the first byte that was given, a skipped byte order mark included. */
  readonly base: number;
  /**
   * Byte offset in the file of the character at `charIndex` (0 … text.length; the latter gives the file's length).
   * Cheap for neighbouring indices in either order; inside a surrogate pair it answers somewhere inside the character.
   */
  byteOffset(charIndex: number): number;
  readonly damage: readonly Damage[];
  /** Where user-defined codes stand, as character indices; the characters are in the private use area. */
  readonly privateUse: readonly number[];
}

/** What a decoder adds up while it works; only irregular places cost anything. */
export interface Irregular {
  /** After each irregular character: where the next one starts, in the text and in the bytes. */
  readonly chars: number[];
  readonly bytes: number[];
  readonly damage: Damage[];
  readonly privateUse: number[];
}

export const noIrregular = (): Irregular => ({ chars: [], bytes: [], damage: [], privateUse: [] });

/** Bytes a UTF-16 unit takes when nothing irregular happens. */
export type UnitWidth = 'double-byte' | 'utf-8' | 'utf-16';

/** Characters between two remembered places of a long text. */
const STRIDE = 4096;

export class DecodedText implements Decoded {
  readonly text: string;
  readonly base: number;
  readonly damage: readonly Damage[];
  readonly privateUse: readonly number[];
  readonly #width: UnitWidth;
  readonly #end: number;
  /**
   * Places whose byte offset is known, ascending: the start, what follows an irregular character, then far points
   * reached.
   */
  readonly #chars: readonly number[];
  readonly #bytes: readonly number[];
  readonly #strides: number[] = [];
  #atChar: number;
  #atByte: number;

  /**
   * `base`: offset of the bytes in their file; `first`: offset of the text's first character; `end`: offset behind the
   * last.
   */
  constructor(text: string, width: UnitWidth, base: number, first: number, end: number, irregular: Irregular) {
    this.text = text;
    this.base = base;
    this.#width = width;
    this.#end = end;
    this.damage = irregular.damage;
    this.privateUse = irregular.privateUse;
    this.#chars = [0, ...irregular.chars];
    this.#bytes = [first, ...irregular.bytes];
    this.#atChar = 0;
    this.#atByte = first;
  }

  byteOffset(charIndex: number): number {
    const target = Math.max(0, Math.min(charIndex, this.text.length));
    if (target === this.text.length) return this.#end;
    this.#comeNear(target);
    this.#atByte += this.#width === 'utf-16' ? (target - this.#atChar) * 2
      : target >= this.#atChar ? this.#measure(this.#atChar, target) : -this.#measure(target, this.#atChar);
    this.#atChar = target;
    return this.#atByte;
  }

  /** Put the cursor on a known place from which the way to `target` is regular and short. */
  #comeNear(target: number): void {
    const known = this.#chars.length === 1 ? 0 : this.#lastKnown(target);
    const char = this.#chars[known] ?? 0;
    const next = this.#chars[known + 1] ?? Infinity;
    const cursorIsOnTheWay = this.#atChar >= char && this.#atChar < next;
    if (!cursorIsOnTheWay || target - char < Math.abs(target - this.#atChar))
      this.#moveTo(char, this.#bytes[known] ?? 0);
    if (next === Infinity && this.text.length - target < Math.abs(target - this.#atChar))
      this.#moveTo(this.text.length, this.#end);
    if (Math.abs(target - this.#atChar) > STRIDE) this.#stride(target, char);
  }

  #moveTo(char: number, byte: number): void {
    this.#atChar = char;
    this.#atByte = byte;
  }

  /** In a long text every 4,096th character is remembered once it was passed, so that jumping about stays cheap. */
  #stride(target: number, floor: number): void {
    const wanted = Math.floor(target / STRIDE);
    for (let at = this.#strides.length; at <= wanted; at++) {
      const from = Math.max(0, (at - 1) * STRIDE);
      const base = at === 0 ? (this.#bytes[0] ?? 0) : (this.#strides[at - 1] ?? 0);
      this.#strides.push(at === 0 ? base : this.#walk(from, base, at * STRIDE));
    }
    const char = wanted * STRIDE;
    if (char >= floor) this.#moveTo(char, this.#strides[wanted] ?? 0);
  }

  /** Byte offset of `to`, walking from a place whose offset is known over irregular characters as well. */
  #walk(from: number, byte: number, to: number): number {
    const known = this.#lastKnown(to);
    const char = this.#chars[known] ?? 0;
    return char > from ? (this.#bytes[known] ?? 0) + this.#measure(char, to) : byte + this.#measure(from, to);
  }

  #lastKnown(target: number): number {
    let low = 0;
    let high = this.#chars.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chars[middle] ?? 0) <= target) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Bytes of the regular characters from `from` to `to`. */
  #measure(from: number, to: number): number {
    const text = this.text;
    if (this.#width === 'utf-16') return (to - from) * 2;
    let bytes = to - from;
    if (this.#width === 'double-byte') {
      for (let at = from; at < to; at++) if (text.charCodeAt(at) >= 0x80) bytes++;
      return bytes;
    }
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at);
      // The two halves of a surrogate pair share four bytes.
      if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
    }
    return bytes;
  }
}
