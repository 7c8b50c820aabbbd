import { isUtf8 } from 'node:buffer';
import { decode } from '../../formats/encoding.ts';
import { LIMITS } from './limits.ts';

/** Han characters that are among the 6,763 of GB 2312: what a Chinese name read rightly is made of. */
const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

/**
 * A name as an archive or a file system stores it: UTF-8 where that is said or holds, else GB18030, which is what
 * Chinese systems write without saying so. Subtle: two GB characters can be UTF-8 by accident, then as Latin, Greek or
 * Cyrillic letters; a name that is Han as GB and not Han as UTF-8 is GB.
 */
export function decodeName(bytes: Uint8Array, saysUtf8 = false): string {
  const utf8 = isUtf8(bytes);
  const text = utf8 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8') : '';
  if (utf8 && (saysUtf8 || bytes.every((byte) => byte < 0x80 || byte >= 0xe0 || (byte & 0xc0) === 0x80))) return text;
  const gb = decode(bytes, 'gb18030');
  if (!utf8) return gb.damage.length === 0 ? gb.text : escaped(bytes);
  const beyond = [...gb.text].filter((char) => char > '\x7f');
  return gb.damage.length === 0 && beyond.every((char) => isHan(char.charCodeAt(0))) ? gb.text : text;
}

/** Neither of the two: the bytes beyond ASCII as %XX, so that the file still has a name of its own. */
function escaped(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');
}

export interface EntryPath {
  /** With "/" between; as it stands where it is not safe. */
  readonly path: string;
  /** It stays below the folder the archive stands for, on every system. */
  readonly safe: boolean;
}

/** The path of an entry below its archive. What leads out of it is named and not followed. */
export function entryPath(name: string): EntryPath {
  const slashed = name.replaceAll('\\', '/');
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  const safe = parts.length > 0 && !slashed.startsWith('/') && !/^[A-Za-z]:/u.test(slashed) && !parts.includes('..')
    && !/\0/u.test(slashed) && slashed.length <= LIMITS.path;
  return { path: safe ? parts.join('/') : slashed.slice(0, LIMITS.path).replaceAll('\0', '␀') || '(?)', safe };
}

/** Fifty-three bits of a path, for sets of very many of them (after Bob Jenkins' and Thomas Wang's mixing of 32 bits). */
export function pathKey(path: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < path.length; at++) {
    const unit = path.charCodeAt(at);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (0x1fffff & b) + (a >>> 0);
}
