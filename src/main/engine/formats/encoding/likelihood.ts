import { commonCharacters } from './common-characters.ts';
import { big5Codes, big5Pairs, gb18030Codes, gb18030Pairs, isPrivateUse } from './double-byte-tables.ts';

/** How well a reading explains some bytes. */
export interface Likelihood {
  /** Characters counted: those beyond ASCII, and for UTF-16 all of them. */
  readonly characters: number;
  /** 10 for a common character, less for others, negative for what no text holds. */
  readonly points: number;
  /** Places that are no character. */
  readonly broken: number;
  readonly tags: number;
}

const COMMON = 10;
const FREQUENT_ZONE = 3;
const SYMBOL = 2;
const PRIVATE = -5;
const BROKEN = -10;
const TAG = 60;

const once = <T>(build: () => T): (() => T) => {
  let built: { readonly value: T } | null = null;
  return () => (built ??= { value: build() }).value;
};

const gbWeights = once(() => weigh(gb18030Pairs(), gb18030Codes(), (lead, trail) => {
  if (trail < 0xa1) return 0;
  if (lead >= 0xb0 && lead <= 0xd7) return FREQUENT_ZONE;
  // Rows 4 and 5 are kana: Japanese text is as valid here as Chinese, and must not look like it.
  return (lead >= 0xa1 && lead <= 0xa3) || lead === 0xa9 ? SYMBOL : 0;
}));

const big5Weights = once(() => weigh(big5Pairs(), big5Codes(), (lead) => {
  if (lead >= 0xa4 && lead <= 0xc6) return FREQUENT_ZONE;
  return lead <= 0xa3 ? SYMBOL : 0;
}));

function weigh(pairs: Uint16Array, codes: Uint16Array, zone: (lead: number, trail: number) => number): Int8Array {
  const weights = new Int8Array(0x10000).fill(BROKEN);
  pairs.forEach((unit, code) => {
    if (unit !== 0) weights[code] = isPrivateUse(unit) ? PRIVATE : zone(code >> 8, code & 0xff);
  });
  for (const char of commonCharacters) {
    const code = codes[char.charCodeAt(0)] ?? 0;
    if (code !== 0) weights[code] = COMMON;
  }
  return weights;
}

const unitWeights = once(() => {
  const weights = new Int8Array(0x10000).fill(-2);
  weights.fill(BROKEN, 0, 0x20);
  weights.fill(SYMBOL * 2, 0x20, 0x7f);
  for (const unit of [0x09, 0x0a, 0x0d]) weights[unit] = SYMBOL * 2;
  weights.fill(FREQUENT_ZONE, 0x4e00, 0xa000);
  weights.fill(0, 0x3040, 0x3100);
  weights.fill(SYMBOL, 0x3000, 0x3040);
  weights.fill(SYMBOL, 0xff01, 0xff5f);
  weights.fill(SYMBOL, 0x2010, 0x2027);
  weights.fill(0, 0xd800, 0xe000);
  weights.fill(PRIVATE, 0xe000, 0xf900);
  weights.fill(BROKEN, 0xfffe, 0x10000);
  for (const char of commonCharacters) weights[char.charCodeAt(0)] = COMMON;
  return weights;
});

const isUpper = (unit: number | undefined): boolean => unit !== undefined && unit >= 0x41 && unit <= 0x5a;
const isControl = (byte: number): boolean =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1a;

/**
 * Subtle: text files padded with thousands of zero bytes are met; in UTF-16 zeros stand alone, never four together in
 * text.
 */
const PADDING = 4;

function zeroRun(bytes: Uint8Array, at: number): number {
  let end = at;
  while (bytes[end] === 0) end++;
  return end - at;
}

export function gbLikelihood(bytes: Uint8Array): Likelihood {
  return doubleByteLikelihood(bytes, gbWeights(), true);
}

export function big5Likelihood(bytes: Uint8Array): Likelihood {
  return doubleByteLikelihood(bytes, big5Weights(), false);
}

function doubleByteLikelihood(bytes: Uint8Array, weights: Int8Array, gb: boolean): Likelihood {
  let characters = 0;
  let points = 0;
  let broken = 0;
  let tags = 0;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      if (lead === 0) {
        const run = zeroRun(bytes, at);
        at += run;
        if (run >= PADDING) continue;
      } else {
        at++;
        if (!isControl(lead)) continue;
      }
      characters++;
      broken++;
      points += BROKEN;
      continue;
    }
    const trail = bytes[at + 1];
    // The last byte alone is a cut, not evidence.
    if (trail === undefined) break;
    characters++;
    if (gb && trail >= 0x30 && trail <= 0x39) {
      const four = (bytes[at + 2] ?? 0) >= 0x81 && (bytes[at + 3] ?? 0) >= 0x30 && (bytes[at + 3] ?? 0) <= 0x39;
      at += four ? 4 : 1;
      if (!four) broken++;
      points += four ? 0 : BROKEN;
      continue;
    }
    const weight = weights[lead << 8 | trail] ?? 0;
    points += weight;
    if (weight === BROKEN) {
      broken++;
      at++;
      continue;
    }
    at += 2;
    if (gb && lead === 0xa1 && trail === 0xbc && isUpper(bytes[at] === 0x2d ? bytes[at + 1] : bytes[at])) tags++;
  }
  return { characters, points: points + tags * TAG, broken, tags };
}

export function utf8Likelihood(bytes: Uint8Array): Likelihood {
  const weights = unitWeights();
  let characters = 0;
  let points = 0;
  let broken = 0;
  let tags = 0;
  const continues = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      const run = lead === 0 ? zeroRun(bytes, at) : 0;
      at += Math.max(1, run);
      if (run > 0 && run < PADDING) {
        characters++;
        broken++;
        points += BROKEN;
      }
      continue;
    }
    const wanted =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 1;
    if (at + wanted > bytes.length && wanted > 1) break;
    characters++;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    if (
      wanted === 1 ||
      !continues(second) ||
      (wanted > 2 && !continues(third)) ||
      (wanted > 3 && !continues(bytes[at + 3]))
    ) {
      broken++;
      points += BROKEN;
      at++;
      continue;
    }
    // A well-formed sequence is evidence in itself: other encodings make them only by chance.
    points += wanted === 3 ? Math.max(1, weights[(lead & 15) << 12 | (second & 63) << 6 | third & 63] ?? 0) : 1;
    at += wanted;
    if (lead === 0xe3 && second === 0x80 && third === 0x96 && isUpper(bytes[at] === 0x2d ? bytes[at + 1] : bytes[at]))
      tags++;
  }
  return { characters, points: points + tags * TAG, broken, tags };
}

export function utf16Likelihood(bytes: Uint8Array, bigEndian: boolean): Likelihood {
  const weights = unitWeights();
  const high = bigEndian ? 0 : 1;
  const unitAt = (at: number): number => (bytes[at + high] ?? 0) << 8 | (bytes[at + 1 - high] ?? 0);
  let points = 0;
  let broken = 0;
  let tags = 0;
  const end = bytes.length & ~1;
  let characters = 0;
  for (let at = 0; at < end; at += 2) {
    const unit = unitAt(at);
    if (unit === 0) {
      let past = at;
      while (past < end && unitAt(past) === 0) past += 2;
      if (past - at >= 2 * PADDING) {
        at = past - 2;
        continue;
      }
    }
    characters++;
    const weight = weights[unit] ?? 0;
    points += weight;
    if (weight === BROKEN) broken++;
    if (unit === 0x3016 && isUpper(unitAt(at + 2) === 0x2d ? unitAt(at + 4) : unitAt(at + 2))) tags++;
  }
  return { characters, points: points + tags * TAG, broken, tags };
}
