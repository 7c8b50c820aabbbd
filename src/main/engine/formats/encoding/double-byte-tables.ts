/*
 * The tables of the double-byte encodings, built once a thread from the platform's own decoder.
 *
 * Subtle: decoders disagree. Between the versions of ICU that Node and Electron carry, eighteen two-byte codes of
 * GB18030 moved from the private use area to real characters, A3A0 and the single byte 80 changed sides, and Big5
 * differs wildly outside its core. A library read by the window and by the command line must hold the same text, so
 * those codes are pinned here; everything else is the same everywhere.
 */

/**
 * Two-byte codes of GB18030 whose character depends on the platform: [code, character here, character in older tables].
 */
const GB_PINNED: readonly (readonly [code: number, unit: number, older: number])[] = [
  [0xa6d9, 0xfe10, 0xe78d], [0xa6da, 0xfe12, 0xe78e], [0xa6db, 0xfe11, 0xe78f], [0xa6dc, 0xfe13, 0xe790],
  [0xa6dd, 0xfe14, 0xe791], [0xa6de, 0xfe15, 0xe792], [0xa6df, 0xfe16, 0xe793], [0xa6ec, 0xfe17, 0xe794],
  [0xa6ed, 0xfe18, 0xe795], [0xa6f3, 0xfe19, 0xe796], [0xfe59, 0x9fb4, 0xe81e], [0xfe61, 0x9fb5, 0xe826],
  [0xfe66, 0x9fb6, 0xe82b], [0xfe67, 0x9fb7, 0xe82c], [0xfe6d, 0x9fb8, 0xe832], [0xfe7e, 0x9fb9, 0xe843],
  [0xfe90, 0x9fba, 0xe854], [0xfea0, 0x9fbb, 0xe864], [0xa8bc, 0x1e3f, 0xe7c7], [0xa3a0, 0x3000, 0xe5e5],
];

/** Codes with a character in GB18030 that no GBK decoder knows, as [first, last]; private use codes come on top. */
const NOT_IN_GBK: readonly (readonly [first: number, last: number])[] = [
  [0xa2e3, 0xa2e3], [0xa3a0, 0xa3a0], [0xa6d9, 0xa6df], [0xa6ec, 0xa6ed], [0xa6f3, 0xa6f3], [0xa8bc, 0xa8bc],
  [0xa8bf, 0xa8bf], [0xa989, 0xa995], [0xfe50, 0xfea0],
];

/** The cells of GB 2312-80 that hold a character, as [first, last] within one row each, or whole rows of Han. */
const GB2312_SYMBOLS: readonly (readonly [first: number, last: number])[] = [
  [0xa1a1, 0xa1fe], [0xa2b1, 0xa2e2], [0xa2e5, 0xa2ee], [0xa2f1, 0xa2fc], [0xa3a1, 0xa3fe], [0xa4a1, 0xa4f3],
  [0xa5a1, 0xa5f6], [0xa6a1, 0xa6b8], [0xa6c1, 0xa6d8], [0xa7a1, 0xa7c1], [0xa7d1, 0xa7f1], [0xa8a1, 0xa8ba],
  [0xa8c5, 0xa8e9], [0xa9a4, 0xa9ef],
];

export const isPrivateUse = (unit: number): boolean => unit >= 0xe000 && unit <= 0xf8ff;

const within = (code: number, ranges: readonly (readonly [number, number])[]): boolean =>
  ranges.some(([first, last]) => code >= first && code <= last);

const inGb2312 = (code: number): boolean => {
  const trail = code & 0xff;
  if (trail < 0xa1 || trail > 0xfe) return false;
  if (code >= 0xb0a1 && code <= 0xf7fe) return !(code > 0xd7f9 && code < 0xd8a1);
  return within(code, GB2312_SYMBOLS);
};

const inGbk = (code: number, unit: number): boolean => !isPrivateUse(unit) && !within(code, NOT_IN_GBK);

/**
 * The zones of Big5 on which all decoders agree: symbols, both levels of Han, and the seven characters and frames of
 * ETEN.
 */
const inBig5Core = (code: number): boolean =>
  (code >= 0xa140 && code <= 0xa3bf) || (code >= 0xa440 && code <= 0xc67e) || (code >= 0xc940 && code <= 0xf9fe);

function decodePairs(label: string, isTrail: (trail: number) => boolean): Uint16Array {
  const codes: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (isTrail(trail)) codes.push(lead << 8 | trail);
  }
  const bytes = new Uint8Array(codes.length * 3);
  // A line feed after each pair keeps a code without a character from swallowing the next one.
  codes.forEach((code, at) => bytes.set([code >> 8, code & 0xff, 0x0a], at * 3));
  const units = new TextDecoder(label).decode(bytes).split('\n');
  const table = new Uint16Array(0x10000);
  codes.forEach((code, at) => {
    const unit = units[at];
    if (unit?.length === 1 && unit !== '\ufffd') table[code] = unit.charCodeAt(0);
  });
  return table;
}

const once = <T>(build: () => T): (() => T) => {
  let built: { readonly value: T } | null = null;
  return () => (built ??= { value: build() }).value;
};

/** Index: lead << 8 | trail. Value: the UTF-16 unit, 0 where there is no character. Private use codes are in it. */
export const gb18030Pairs = once(() => {
  const table = decodePairs('gb18030', (trail) => trail !== 0x7f);
  for (const [code, unit] of GB_PINNED) table[code] = unit;
  table[0xa2e3] = 0x20ac;
  return table;
});

export const big5Pairs = once(() => {
  const table = decodePairs('big5', (trail) => trail <= 0x7e || trail >= 0xa1);
  table[0xf9fe] = 0x2593;
  for (let code = 0; code < 0x10000; code++) if (!inBig5Core(code)) table[code] = 0;
  return table;
});

/** The same table with the private use codes left out, so that the hot loop of decoding stops at them. */
export const withoutPrivateUse = (pairs: Uint16Array): Uint16Array =>
  pairs.map((unit) => (isPrivateUse(unit) ? 0 : unit));

const FOUR_BYTE_BMP = 39_420;
/** The linear number of 81 35 F4 37, the one four-byte code that changed places with a two-byte one. */
const MOVED_POINTER = 7457;

/**
 * The four-byte codes of the basic plane: index is the linear number from 81 30 81 30, value the UTF-16 unit.
 * GB18030 gives them in order to every character the two-byte table lacked, which is how they are counted out here.
 */
export const gb18030Quads = once(() => {
  const taken = new Uint8Array(0x10000);
  const pairs = gb18030Pairs();
  for (const unit of pairs) taken[unit] = 1;
  for (const [, unit] of GB_PINNED) if (unit !== 0x3000) taken[unit] = 0;
  for (const [, , older] of GB_PINNED) taken[older] = 1;
  const quads = new Uint16Array(FOUR_BYTE_BMP);
  let pointer = 0;
  for (let unit = 0x80; unit < 0x10000 && pointer < FOUR_BYTE_BMP; unit++) {
    if (taken[unit] === 1 || (unit >= 0xd800 && unit <= 0xdfff)) continue;
    quads[pointer++] = unit;
  }
  quads[MOVED_POINTER] = 0xe7c7;
  return quads;
});

/** The other way about: index a UTF-16 unit, value the two-byte code, 0 where there is none. */
function invert(pairs: Uint16Array, allowed: (code: number, unit: number) => boolean): Uint16Array {
  const codes = new Uint16Array(0x10000);
  for (let code = 0xffff; code >= 0x8140; code--) {
    const unit = pairs[code] ?? 0;
    if (unit !== 0 && allowed(code, unit)) codes[unit] = code;
  }
  return codes;
}

export const gb18030Codes = once(() => invert(gb18030Pairs(), (code) => code !== 0xa3a0));
export const gbkCodes = once(() => invert(gb18030Pairs(), inGbk));
export const gb2312Codes = once(() => invert(gb18030Pairs(), inGb2312));

/** Subtle: ten characters stand twice in Big5. Two are Han and belong to A440–C67E, the frames to the symbols. */
export const big5Codes = once(() => invert(big5Pairs(), (code) => code !== 0xa2cc && code !== 0xa2ce));

/** Index: a UTF-16 unit; value: the linear number of its four-byte code plus one, 0 where there is none. */
export const gb18030QuadNumbers = once(() => {
  const numbers = new Uint16Array(0x10000);
  gb18030Quads().forEach((unit, pointer) => { numbers[unit] = pointer + 1; });
  return numbers;
});
