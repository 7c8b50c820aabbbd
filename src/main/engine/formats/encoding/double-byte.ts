import { DecodedText, noIrregular } from './decoded.ts';
import type { Decoded } from './decoded.ts';
import { big5Pairs, gb18030Pairs, gb18030Quads, isPrivateUse, withoutPrivateUse } from './double-byte-tables.ts';

const REPLACEMENT = 0xfffd;
const EURO = 0x20ac;
/** 〖, A1 BC. */
const TAG_OPEN = 0x3016;
const TAG_TRAIL = 0xbc;

/** The first linear number of the four-byte codes beyond the basic plane (90 30 81 30), and one past the last. */
const ASTRAL = 189_000;
const ASTRAL_END = ASTRAL + 0x100000;

interface Scheme {
  /** Two-byte characters that decode without a second look; 0 elsewhere. */
  readonly plain: Uint16Array;
  readonly all: Uint16Array;
  readonly gb: boolean;
}

let gb: Scheme | null = null;
let big5: Scheme | null = null;

function schemeOf(wanted: 'gb18030' | 'big5'): Scheme {
  if (wanted === 'gb18030' && gb !== null) return gb;
  if (wanted === 'big5') return big5 ??= { plain: withoutPrivateUse(big5Pairs()), all: big5Pairs(), gb: false };
  const plain = withoutPrivateUse(gb18030Pairs());
  plain.fill(0, TAG_TRAIL << 8 | 0x41, (TAG_TRAIL << 8 | 0x5a) + 1);
  return gb = { plain, all: gb18030Pairs(), gb: true };
}

/** One output buffer a thread; it grows with the longest text and is given back after a very long one. */
const FIRST_UNITS = 64 * 1024;
const KEEP_UNITS = 4 * 1024 * 1024;
let units = new Uint16Array(FIRST_UNITS);
let unitBytes = Buffer.from(units.buffer);

function resizeUnits(length: number): void {
  units = new Uint16Array(length);
  unitBytes = Buffer.from(units.buffer);
}

/**
 * Decode GB18030 (and with it GBK and GB 2312) or Big5. A byte that belongs to no character becomes U+FFFD; so does a
 * well-formed four-byte code without a character, and what is left of a character the file was cut off in.
 * `skip` bytes at the start are passed over; the first byte counts as `base` in every offset.
 */
export function decodeDoubleByte(bytes: Uint8Array, wanted: 'gb18030' | 'big5', skip: number, base: number): Decoded {
  const scheme = schemeOf(wanted);
  if (units.length < bytes.length) resizeUnits(bytes.length * 2);
  const irregular = noIrregular();
  let at = skip;
  let length = 0;
  for (;;) {
    length = plainRun(bytes, at, length, units, scheme.plain);
    at = stoppedAt;
    if (at >= bytes.length) break;
    if (scheme.gb && at >= skip + 2 && bytes[at] === TAG_TRAIL && opensTag(bytes, at - 1)) {
      // The byte before the tag is damage, its "second half" the first byte of 〖.
      if (irregular.privateUse.at(-1) === length - 1) irregular.privateUse.pop();
      units[length - 1] = REPLACEMENT;
      irregular.damage.push({ offset: base + at - 2, length: 1, cut: false });
      irregular.chars.push(length);
      irregular.bytes.push(base + at - 1);
      units[length++] = TAG_OPEN;
      at++;
      continue;
    }
    const rare = rareCharacter(bytes, at, scheme);
    units[length++] = rare.unit;
    if (rare.second !== 0) units[length++] = rare.second;
    if (isPrivateUse(rare.unit)) irregular.privateUse.push(length - 1);
    if (!rare.character) irregular.damage.push({ offset: base + at, length: rare.taken, cut: rare.cut });
    at += rare.taken;
    // A user-defined code is two bytes wide like any other.
    if (rare.taken === 2 && rare.character) continue;
    irregular.chars.push(length);
    irregular.bytes.push(base + at);
  }
  const text = unitBytes.toString('utf16le', 0, length * 2);
  if (units.length > KEEP_UNITS) resizeUnits(FIRST_UNITS);
  return new DecodedText(text, 'double-byte', base, base + skip, base + bytes.length, irregular);
}

/** Where the last `plainRun` stopped: a second result without an object for it. */
let stoppedAt = 0;

/** The hot loop: decode up to the first character that needs a second look. Returns the new length of `out`. */
function plainRun(bytes: Uint8Array, from: number, filled: number, out: Uint16Array, plain: Uint16Array): number {
  const last = bytes.length - 1;
  let at = from;
  let length = filled;
  while (at < last) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      out[length++] = lead;
      at++;
      continue;
    }
    const trail = bytes[at + 1] ?? 0;
    const unit = plain[lead << 8 | trail] ?? 0;
    if (unit === 0) break;
    out[length++] = unit;
    at += 2;
  }
  if (at === last && (bytes[at] ?? 0) < 0x80) out[length++] = bytes[at++] ?? 0;
  stoppedAt = at;
  return length;
}

interface RareCharacter {
  readonly unit: number;
  /** The second half of a surrogate pair, else 0. */
  readonly second: number;
  /** Bytes it takes. */
  readonly taken: number;
  readonly character: boolean;
  /** The file ends inside it. */
  readonly cut: boolean;
}

const character = (unit: number, taken: number, second = 0): RareCharacter => ({
  unit,
  second,
  taken,
  character: true,
  cut: false,
});
const damage = (taken: number, cut = false): RareCharacter => ({
  unit: REPLACEMENT,
  second: 0,
  taken,
  character: false,
  cut,
});

/** What stands at `at` when the hot loop could not tell: user-defined and four-byte codes, the byte 80, damage. */
function rareCharacter(bytes: Uint8Array, at: number, { all, gb: isGb }: Scheme): RareCharacter {
  const lead = bytes[at] ?? 0;
  // Code page 936 writes the euro sign so; Big5 has no such byte.
  if (lead === 0x80 && isGb) return character(EURO, 1);
  if (lead < 0x81 || lead === 0xff) return damage(1);
  const trail = bytes[at + 1];
  if (trail === undefined) return damage(1, true);
  if (isGb && trail >= 0x30 && trail <= 0x39) return fourBytes(bytes, at, lead, trail);
  const unit = all[lead << 8 | trail] ?? 0;
  return unit === 0 ? damage(1) : character(unit, 2);
}

function fourBytes(bytes: Uint8Array, at: number, lead: number, second: number): RareCharacter {
  const third = bytes[at + 2];
  if (third === undefined) return damage(2, true);
  if (third < 0x81 || third === 0xff) return damage(1);
  const fourth = bytes[at + 3];
  if (fourth === undefined) return damage(3, true);
  if (fourth < 0x30 || fourth > 0x39) return damage(1);
  const number = ((lead - 0x81) * 10 + second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
  if (number >= ASTRAL && number < ASTRAL_END) {
    const offset = number - ASTRAL;
    return character(0xd800 + (offset >> 10), 4, 0xdc00 + (offset & 0x3ff));
  }
  const unit = gb18030Quads()[number] ?? 0;
  return unit === 0 ? damage(4) : character(unit, 4);
}

/**
 * Whether a tag (A1 BC, perhaps "-", a code, "/") stands at `at`. Subtle: a byte lost or added just before a tag makes
 * the tag's first byte the second half of another character, and with the tag a whole field would be lost. So the
 * characters BC41 … BC5A, which such a tag would then go on with, are kept out of the plain table, and checked when
 * met.
 */
function opensTag(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0xa1 || bytes[at + 1] !== TAG_TRAIL) return false;
  let next = at + 2;
  if (bytes[next] === 0x2d) next++;
  const code = next;
  for (let byte = bytes[next] ?? 0; byte >= 0x41 && byte <= 0x5a && next - code < 8; byte = bytes[next] ?? 0) next++;
  return next - code >= 2 && bytes[next] === 0x2f;
}
