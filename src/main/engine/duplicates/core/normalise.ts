/**
 * The text that duplicates are judged by: letters, digits and Han characters only, one form each. Everything that a
 * re-import, another code page or another house style changes without changing the words is gone.
 */
import { SIMPLIFIED, TRADITIONAL } from './han-variants.ts';

/** Target of each UTF-16 unit; 0 drops it. */
const table = buildTable();

function buildTable(): Uint16Array {
  const result = new Uint16Array(65_536);
  const kept = /[\p{L}\p{N}]/u;
  for (let code = 0; code < 65_536; code++) {
    // Ideographs, Hangul syllables and surrogates are their own normal form: asking for it costs start-up time.
    if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xd800 && code <= 0xdfff)) {
      result[code] = code;
      continue;
    }
    if (code >= 0xe000 && code <= 0xf8ff) continue;
    for (const character of String.fromCharCode(code).normalize('NFKC').toLowerCase()) {
      if (!kept.test(character)) continue;
      result[code] = character.charCodeAt(0);
      break;
    }
  }
  for (let at = 0; at < TRADITIONAL.length; at++) result[TRADITIONAL.charCodeAt(at)] = SIMPLIFIED.charCodeAt(at);
  for (const [digit, forms] of ['〇○零', '一', '二', '三', '四', '五', '六', '七', '八', '九'].entries()) {
    for (const form of forms) result[form.charCodeAt(0)] = 48 + digit;
  }
  // Subtle: a form may normalise to a character that has itself a simplified form or is a numeral (㊀ → 一 → 1).
  for (let code = 0; code < 65_536; code++) {
    const target = result[code] ?? 0;
    if (target !== 0) result[code] = result[target] ?? 0;
  }
  return result;
}

let scratch = new Uint16Array(16_384);

/**
 * Folds a text: NFKC of single characters, lower case, simplified forms, Han numerals as digits; all but letters,
 * digits and Han characters dropped. One table look-up a character. The result is the caller's own copy.
 */
export function normalise(text: string): Uint16Array {
  const length = text.length;
  if (length > scratch.length) scratch = new Uint16Array(length * 2);
  let size = 0;
  for (let at = 0; at < length; at++) {
    const code = table[text.charCodeAt(at)] ?? 0;
    if (code !== 0) scratch[size++] = code;
  }
  return scratch.slice(0, size);
}

/** The folded text as a string, for keys and tests. */
export function normalised(text: string): string {
  const codes = normalise(text);
  let result = '';
  for (let at = 0; at < codes.length; at += 4096) result += String.fromCharCode(...codes.subarray(at, at + 4096));
  return result;
}

/**
 * Removes what is no word of the article: picture blocks with all they hold, tag marks (also one cut off at the end),
 * HTML marks and entities, web addresses and the marks of web text. A numeric entity becomes its character.
 */
export function stripMarks(body: string): string {
  let text = body;
  if (text.includes('〖')) {
    text = text
      .replace(/〖TM[^〗\n]{0,12}〗[\s\S]*?〖-TM[^〗\n]{0,12}〗/g, '\n')
      .replace(/〖-?[0-9A-Za-z]{1,6}[^〗\n]{0,12}(?:〗|$)/g, '');
  }
  if (text.includes('](')) text = text.replace(/\[[^[\]\n]{0,24}\]\([^()\s]{0,400}\)/g, ' ');
  if (text.includes('://') || text.includes('www.')) {
    text = text.replace(/(?:[a-z]{2,6}:\/\/|www\.)[\x21-\x27\x2a-\x7e]{1,400}/gi, ' ');
  }
  if (text.includes('更新时间')) text = text.replace(/更新时间戳?\s*[:：]\s*[-0-9TZ:. ]{8,32}/g, ' ');
  if (text.includes('<')) text = text.replace(/<\/?[A-Za-z!][^<>\n]{0,300}>/g, ' ');
  if (text.includes('&')) {
    text = text.replace(/&(?:#(x?)([0-9a-fA-F]{1,6});?|nbsp;?|[A-Za-z]{2,8};)/g, (_, hex?: string, digits?: string) => {
      const code = digits === undefined ? 32 : Number.parseInt(digits, hex === 'x' ? 16 : 10);
      return Number.isInteger(code) && code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : ' ';
    });
  }
  return text;
}

/**
 * A 53-bit hash of folded text (two independent 32-bit multiplicative hashes with a final avalanche), as a safe
 * integer. Equal texts have equal hashes; unequal ones collide about once in 9 × 10^15 pairs.
 */
export function textHash(codes: Uint16Array): number {
  let low = 0x811c_9dc5;
  let high = 0x9747_b28c;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    low = Math.imul(low ^ code, 0x0100_0193);
    high = Math.imul(high ^ code, 0x5bd1_e995);
    high ^= high >>> 13;
  }
  return mix32(high ^ codes.length) % 0x20_0000 * 0x1_0000_0000 + mix32(low);
}

/** Avalanche of a 32-bit value (the finaliser of MurmurHash3); the result is unsigned. */
export function mix32(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Undoes {@link mix32}. */
export function unmix32(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x7ed1_b41d);
  hash = Math.imul(hash ^ (hash >>> 13) ^ (hash >>> 26), 0xa5cb_9243);
  return (hash ^ (hash >>> 16)) >>> 0;
}
