/**
 * Text to bytes in the Chinese encodings. Node decodes them but does not encode, so the tables are turned round here.
 */

const FOUR_BYTE_BMP = 39420;
const FOUR_BYTE_ASTRAL = 189000;
/** Pointer of U+FFFD, 84 31 A4 37. */
const REPLACEMENT = 39417;

/** Code unit → two bytes (high byte first), 0 where there is none. Made once, in about 10 ms. */
const twoBytes = invert('gb18030', 0x81, 0xfe, [
  [0x40, 0x7e],
  [0x80, 0xfe],
]);
let fourBytes = null;

/** Bytes of `text` in GB18030. Throws on half a surrogate pair, which no encoding can hold. */
export function encodeGb18030(text) {
  const out = Buffer.allocUnsafe(text.length * 4);
  return out.subarray(0, encodeGb18030Into(text, out, 0));
}

/** Write `text` in GB18030 into `out` (large enough) from `at` on; gives the offset behind the last byte. */
export function encodeGb18030Into(text, out, at) {
  let offset = at;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      out[offset] = unit;
      offset += 1;
      continue;
    }
    const pair = twoBytes[unit];
    if (pair !== 0) {
      out[offset] = pair >> 8;
      out[offset + 1] = pair & 0xff;
      offset += 2;
      continue;
    }
    const code = text.codePointAt(i);
    if (code > 0xffff) i += 1;
    offset = fourByteInto(code, out, offset);
  }
  return offset;
}

/** Bytes of `text` in Big5. Throws on a character Big5 does not have. */
export function encodeBig5(text) {
  const table = invert('big5', 0xa1, 0xf9, [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ]);
  const bytes = [];
  for (const char of text) {
    const unit = char.charCodeAt(0);
    if (unit < 0x80) bytes.push(unit);
    else if (char.length === 1 && table[unit] !== 0) bytes.push(table[unit] >> 8, table[unit] & 0xff);
    else throw new Error(`Big5 has no ${char}`);
  }
  return Buffer.from(bytes);
}

function invert(label, firstLead, lastLead, trails) {
  const table = new Uint16Array(65536);
  const decoder = new TextDecoder(label);
  const bytes = [];
  const codes = [];
  for (let lead = firstLead; lead <= lastLead; lead += 1) {
    for (const [first, last] of trails) {
      for (let trail = first; trail <= last; trail += 1) {
        // The line feed keeps one bad pair from swallowing the byte of the next.
        bytes.push(lead, trail, 0x0a);
        codes.push((lead << 8) | trail);
      }
    }
  }
  const cells = decoder.decode(Uint8Array.from(bytes)).split('\n');
  cells.forEach((cell, index) => {
    if (cell.length !== 1 || cell === '\ufffd') return;
    const unit = cell.charCodeAt(0);
    // Subtle: A1A1 and A3A0 both decode to U+3000; the first one, A1A1, is the one to write.
    if (unit >= 0x80 && table[unit] === 0) table[unit] = codes[index];
  });
  return table;
}

function fourByteInto(code, out, at) {
  if (code >= 0xd800 && code <= 0xdfff) throw new Error(`half a surrogate pair: U+${code.toString(16)}`);
  let pointer;
  if (code > 0xffff) {
    pointer = FOUR_BYTE_ASTRAL + code - 0x10000;
  } else {
    fourBytes ??= readFourBytes();
    pointer = fourBytes[code] - 1;
    if (pointer < 0) throw new Error(`GB18030 has no U+${code.toString(16)}`);
  }
  out[at + 3] = 0x30 + (pointer % 10);
  pointer = Math.floor(pointer / 10);
  out[at + 2] = 0x81 + (pointer % 126);
  pointer = Math.floor(pointer / 126);
  out[at + 1] = 0x30 + (pointer % 10);
  out[at] = 0x81 + Math.floor(pointer / 10);
  return at + 4;
}

/** Code unit → pointer of its four-byte code + 1, read off the decoder. */
function readFourBytes() {
  const bytes = new Uint8Array(FOUR_BYTE_BMP * 4);
  for (let pointer = 0; pointer < FOUR_BYTE_BMP; pointer += 1) {
    bytes[pointer * 4] = 0x81 + Math.floor(pointer / 12600);
    bytes[pointer * 4 + 1] = 0x30 + (Math.floor(pointer / 1260) % 10);
    bytes[pointer * 4 + 2] = 0x81 + (Math.floor(pointer / 10) % 126);
    bytes[pointer * 4 + 3] = 0x30 + (pointer % 10);
  }
  const text = new TextDecoder('gb18030', { ignoreBOM: true }).decode(bytes);
  if (text.length !== FOUR_BYTE_BMP)
    throw new Error(`the decoder gave ${text.length} characters for ${FOUR_BYTE_BMP} codes`);
  const table = new Uint32Array(65536);
  for (let pointer = 0; pointer < FOUR_BYTE_BMP; pointer += 1) {
    const unit = text.charCodeAt(pointer);
    // What cannot be decoded comes back as U+FFFD too; only one code really is it.
    if (unit !== 0xfffd || pointer === REPLACEMENT) table[unit] = pointer + 1;
  }
  return table;
}
