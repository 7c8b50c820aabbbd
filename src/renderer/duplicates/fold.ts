import { Converter } from 'opencc-js/t2cn';

/*
 * What a reader of newspapers does not call a difference: width of letters and digits, the forms of quotation marks and
 * dashes, the two middle dots that circulate for one byte pair, traditional and simplified forms of a character, and
 * spaces. Used to compare only; the text shown is never changed.
 */

const ALIKE: readonly (readonly [to: string, from: string])[] = [
  ['.', '．'], [',', '，﹐'], [';', '；﹔'], [':', '：︰﹕'], ['?', '？﹖'], ['!', '！﹗'],
  ['(', '（﹙〔'], [')', '）﹚〕'], ['[', '［【〖'], [']', '］】〗'],
  ['"', '“”＂「」『』〝〞„‟'], ['\'', '‘’＇‚‛`´'], ['·', '・‧•∙･'], ['—', '―–－ｰ‐‑‒─-'], ['…', '⋯'], ['~', '～〜∼'],
  ['<', '〈＜﹤'], ['>', '〉＞﹥'], ['、', '､'], ['。', '｡'],
];

const FOLDED = new Map<string, string>();
for (const [to, from] of ALIKE) for (const char of from) FOLDED.set(char, to);

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

const toSimplified = Converter({ from: 't', to: 'cn' });

/** One code point as it is compared; every kind of blank becomes a space. */
export function foldChar(char: string): string {
  const known = FOLDED.get(char);
  if (known !== undefined) return known;
  const folded = foldNew(char);
  // A newspaper uses some thousands of characters, over and over.
  FOLDED.set(char, folded);
  return folded;
}

function foldNew(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST) {
    return foldChar(String.fromCodePoint(code - FULL_WIDTH_SHIFT));
  }
  if (isBlank(char)) return ' ';
  return /\p{Script=Han}/u.test(char) ? toSimplified(char) : char;
}

/** Blank for a reader: white space, zero-width characters, control characters. */
export function isBlank(char: string): boolean {
  return /^[\s\u200B-\u200F\u2060\uFEFF\p{Cc}]$/u.test(char);
}

/** A character that carries no word: blanks, punctuation and the signs that stand for them. */
export function isMinor(char: string): boolean {
  return isBlank(char) || /^[\p{P}\p{Z}~`´]$/u.test(char);
}

/** A text without what `isMinor` calls minor, folded: equal keys mean that only minor things differ. */
export function foldKey(text: string): string {
  let key = '';
  for (const char of text) if (!isMinor(char)) key += foldChar(char);
  return key;
}
