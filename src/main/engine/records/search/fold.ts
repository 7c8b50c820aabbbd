/**
 * One form for what readers take for the same text: width, case, the dots and dashes that two decodings of one code give,
 * and white space inside Chinese text. Search compares folded with folded; nothing folded is ever stored in a record.
 */

const DROP = 0;
const SPACE = 1;
const LINE = 2;
/** The unit folds to several, or is half of a pair: asked one code point at a time. */
const SLOW = 3;

/** Units that stand for another one and that NFKC leaves apart: target first. */
const SAME: readonly string[] = [
  '\u00b7\u30fb\u2022\u2027\u2219\u22c5\u0387\uff65', // the dots of foreign names: A1A4 decoded in two ways, and look-alikes
  '\u2014\u2015\u2500\u2013\u2012', // the long dash: A1AA decoded in two ways, and look-alikes
  '~\u301c\u223c', // A1AB
  '\u2016\u2225', // A1AC
];

const same = new Map<string, string>(SAME.flatMap(([target = '', ...others]) => others.map((other) => [other, target] as const)));
const expansions = new Map<string, string>();
const table = buildTable();

function buildTable(): Uint16Array {
  const result = new Uint16Array(65_536);
  for (let code = 0; code < 65_536; code++) {
    // Subtle: the units that tokens.ts gives to ASCII signs must not come out of a text.
    if (code >= 0xee00 && code <= 0xee7f) { result[code] = 0xfffd; continue; }
    // Ideographs and Hangul syllables are their own form; asking for it would cost start-up time.
    if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xe000 && code <= 0xf8ff)) result[code] = code;
    else if (code >= 0xd800 && code <= 0xdfff) result[code] = SLOW;
    else result[code] = targetOf(String.fromCharCode(code));
  }
  return result;
}

function targetOf(unit: string): number {
  if (/[\n\r\u2028\u2029\v\f\u0085]/u.test(unit)) return LINE;
  if (/[\s\u00a0]/u.test(unit)) return SPACE;
  if (/[\p{Cc}\p{Cf}\ufe00-\ufe0f]/u.test(unit)) return DROP;
  const folded = foldPoint(unit);
  if (folded.length === 1) return folded.charCodeAt(0);
  return folded === '' ? DROP : SLOW;
}

/** One code point, white space in its compatibility form (as in the spacing accents) left out. */
function foldPoint(point: string): string {
  let folded = expansions.get(point);
  // Half of a pair alone has no meaning and no bytes: as everywhere, it reads as the replacement character.
  if (point.length === 1 && point >= '\ud800' && point <= '\udfff') return '\ufffd';
  if (folded === undefined) {
    folded = same.get(point) ?? [...point.normalize('NFKC').toLowerCase()].map((part) => same.get(part) ?? part).join('').replace(/\s/gu, '');
    if (expansions.size < 10_000) expansions.set(point, folded);
  }
  return folded;
}

/** A letter or digit of a script that puts spaces between its words. */
function spaced(code: number): boolean {
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
  return code < 0x2000 && code >= 0xc0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
}

let scratch = new Uint16Array(16_384);

/**
 * The folded text. White space between two words of a script with spaces becomes one blank, elsewhere it goes; a line
 * break stays one line break, so that nothing is found across the end of a paragraph.
 */
export function fold(text: string): string {
  if (scratch.length < text.length * 2 + 64) scratch = new Uint16Array(text.length * 3 + 64);
  let size = 0;
  let last = 0;
  let gap = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const target = table[unit] ?? DROP;
    if (target > SLOW) {
      if (gap !== 0) {
        if (gap === LINE) scratch[size++] = 10;
        else if (spaced(last) && spaced(target)) scratch[size++] = 32;
        gap = 0;
      }
      scratch[size++] = last = target;
    } else if (target === SPACE || target === LINE) {
      if (size > 0 && target > gap) gap = target;
    } else if (target === SLOW) {
      const point = String.fromCodePoint(text.codePointAt(at) ?? unit);
      if (point.length === 2) at++;
      const parts = foldPoint(point);
      if (size + parts.length + 2 + (text.length - at) > scratch.length) scratch = grown(scratch, parts.length + text.length);
      for (let part = 0; part < parts.length; part++) {
        const code = parts.charCodeAt(part);
        if (gap !== 0) {
          if (gap === LINE) scratch[size++] = 10;
          else if (spaced(last) && spaced(code)) scratch[size++] = 32;
          gap = 0;
        }
        scratch[size++] = last = code;
      }
    }
  }
  return stringOf(scratch, size);
}

function grown(from: Uint16Array, more: number): Uint16Array<ArrayBuffer> {
  const to = new Uint16Array(from.length * 2 + more);
  to.set(from);
  return to;
}

const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

function stringOf(units: Uint16Array, size: number): string {
  if (size < 200) return String.fromCharCode(...units.subarray(0, size));
  return decoder.decode(units.subarray(0, size));
}

/** Whether some other character folds to this one: then the text need not hold it literally where the folded text does. */
export const isFoldTarget = (() => {
  let targets: Set<number> | undefined;
  return (unit: string): boolean => {
    if (targets === undefined) {
      targets = new Set();
      for (let code = 0; code < 65_536; code++) {
        const target = table[code] ?? DROP;
        if (target > SLOW && target !== code) targets.add(target);
      }
      // Expansions and the compatibility ideographs of the supplementary planes.
      for (let code = 0; code < 65_536; code++) {
        if (table[code] === SLOW && (code < 0xd800 || code > 0xdfff)) for (const part of foldPoint(String.fromCharCode(code))) targets.add(part.charCodeAt(0));
      }
      for (let code = 0x1f100; code <= 0x1f2ff; code++) for (const part of foldPoint(String.fromCodePoint(code))) targets.add(part.charCodeAt(0));
      for (let code = 0x2f800; code <= 0x2fa1d; code++) for (const part of foldPoint(String.fromCodePoint(code))) targets.add(part.charCodeAt(0));
    }
    return targets.has(unit.charCodeAt(0));
  };
})();
