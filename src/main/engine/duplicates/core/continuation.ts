/**
 * The marks by which a newspaper carries an article over to another page: 上接第十版, （下转第15版）, 【紧接第2版】. They are
 * not part of the text, and their page numbers tell which records belong together.
 */

/** A body without its continuation marks, and the pages they named ('' = mark without a readable number). */
export interface Continuation {
  readonly text: string;
  /** Page the article comes from (上接); null = no such mark. */
  readonly from: string | null;
  /** Page the article goes on (下转); null = no such mark. */
  readonly to: string | null;
}

/** How far from either end of the body a mark is looked for. */
const REACH = 44;
const NUMBER = '[0-9０-９〇○零一二三四五六七八九十百A-Za-zＡ-Ｚ\\s]{0,6}?';
const TAIL = `第?\\s*(${NUMBER})\\s*[版面页頁叶]`;
// In brackets one misread character is tolerated on either side of 接 or 转; without brackets the words must stand whole.
const BRACKETED = new RegExp(
  `[（(【［\\[〔〈<{]\\s*[^\\n（）()]{0,3}?(?:上\\s*(接|.)|(?:下|紧|文)\\s*([转轉接])|.\\s*([接转轉]))\\s*${TAIL}` +
  `[^\\n）)】］\\]〕〉>}]{0,6}[）)】］\\]〕〉>}]`, 'g');
const BARE = new RegExp(`(?:上\\s*(接)|(?:下|紧)\\s*([转轉接]))\\s*第?\\s*(${NUMBER})\\s*[版頁页]`, 'g');

/** Cuts the marks found near the two ends. A text without any is returned as it is. */
export function cutContinuation(body: string): Continuation {
  const text = body.trim();
  if (text.length <= REACH * 2) return cut(text, '', '');
  return cut(text.slice(0, REACH), text.slice(REACH, -REACH), text.slice(-REACH));
}

function cut(head: string, middle: string, tail: string): Continuation {
  let from: string | null = null;
  let to: string | null = null;
  const take = (part: string): string => {
    if (!/[接转轉上]/.test(part)) return part;
    const note = (back: boolean, digits: string): string => {
      const page = pageNumber(digits);
      if (back) from ??= page;
      else to ??= page;
      return ' ';
    };
    return part
      .replace(BRACKETED, (_, up?: string, down?: string, other?: string, digits?: string) =>
        note(up !== undefined || (down ?? other) === '接', digits ?? ''))
      .replace(BARE, (_, up?: string, down?: string, digits?: string) => note(up !== undefined || down === '接',
        digits ?? ''));
  };
  const text = take(head) + middle + take(tail);
  return { text, from, to };
}

/** A page as it is compared: digits without leading zeros, Han numerals read (十五 → 15), letters in lower case. */
export function pageNumber(text: string): string {
  const folded = text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  if (!/^[〇○零一二三四五六七八九十百]+$/.test(folded)) return folded.replace(/^0+(?=.)/, '');
  const value = (digit: string): number => '〇一二三四五六七八九'.indexOf(digit.replace(/[○零]/, '〇'));
  if (!/[十百]/.test(folded)) return String(Number([...folded].map(value).join('')));
  let total = 0;
  let digit = 0;
  for (const character of folded) {
    if (character === '百') total += (digit || 1) * 100;
    else if (character === '十') total += (digit || 1) * 10;
    else digit = value(character);
    if (character === '百' || character === '十') digit = 0;
  }
  return String(total + digit);
}
