import { isUtf8 } from 'node:buffer';
import { DecodedText, noIrregular } from './decoded.ts';
import type { Decoded, Irregular } from './decoded.ts';
import { isPrivateUse } from './double-byte-tables.ts';

const view = (bytes: Uint8Array, from: number, to: number): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);

function notePrivateUse(text: string, irregular: Irregular): void {
  for (let at = text.search(/[\ue000-\uf8ff]/); at >= 0 && at < text.length; at++) {
    if (isPrivateUse(text.charCodeAt(at))) irregular.privateUse.push(at);
  }
}

/**
 * Decode UTF-8. Each longest prefix of a character that is then broken off becomes one U+FFFD, as in the WHATWG
 * decoder.
 */
export function decodeUtf8(bytes: Uint8Array, skip: number, base: number): Decoded {
  const irregular = noIrregular();
  const body = view(bytes, skip, bytes.length);
  const text = isUtf8(body) ? body.toString('utf8') : mendedUtf8(bytes, skip, base, irregular);
  notePrivateUse(text, irregular);
  return new DecodedText(text, 'utf-8', base, base + skip, base + bytes.length, irregular);
}

/** Bytes of the character that starts here, or of its broken prefix (negative, never 0). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  const wanted = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let got = 1; got < wanted; got++) {
    const next = bytes[at + got] ?? 0;
    if (next < low || next > high) return -got;
    low = 0x80;
    high = 0xbf;
  }
  return wanted;
}

function mendedUtf8(bytes: Uint8Array, skip: number, base: number, irregular: Irregular): string {
  const parts: string[] = [];
  let sound = skip;
  let length = 0;
  const flush = (to: number): void => {
    if (to === sound) return;
    const part = view(bytes, sound, to).toString('utf8');
    parts.push(part);
    length += part.length;
  };
  for (let at = skip; at < bytes.length;) {
    const taken = sequenceLength(bytes, at);
    if (taken > 0) {
      at += taken;
      continue;
    }
    flush(at);
    const cut = at - taken === bytes.length && (bytes[at] ?? 0) >= 0xc2 && (bytes[at] ?? 0) <= 0xf4;
    irregular.damage.push({ offset: base + at, length: -taken, cut });
    parts.push('\ufffd');
    length++;
    at -= taken;
    sound = at;
    irregular.chars.push(length);
    irregular.bytes.push(base + at);
  }
  flush(bytes.length);
  return parts.join('');
}

/** Decode UTF-16. Half a surrogate pair and a byte left over at the end become U+FFFD. */
export function decodeUtf16(bytes: Uint8Array, bigEndian: boolean, skip: number, base: number): Decoded {
  const irregular = noIrregular();
  const even = skip + ((bytes.length - skip) & ~1);
  const pairs = bigEndian ? Buffer.from(view(bytes, skip, even)).swap16() : view(bytes, skip, even);
  let text = pairs.toString('utf16le');
  if (!text.isWellFormed()) {
    const sound = text.toWellFormed();
    for (let at = 0; at < text.length; at++) {
      if (text.charCodeAt(at) !== sound.charCodeAt(at)) {
        irregular.damage.push({
          offset: base + skip + at * 2,
          length: 2,
          cut: even === bytes.length && at === text.length - 1,
        });
      }
    }
    text = sound;
  }
  notePrivateUse(text, irregular);
  if (even < bytes.length) {
    text += '\ufffd';
    irregular.damage.push({ offset: base + even, length: 1, cut: true });
    irregular.chars.push(text.length);
    irregular.bytes.push(base + bytes.length);
  }
  return new DecodedText(text, 'utf-16', base, base + skip, base + bytes.length, irregular);
}
