import type { FieldName } from '../../../../contract/records.ts';

/** Marks of the tagged format: what stands in them is not text. */
const MARK = /(〖[^〖〗\n]{0,40}〗)/u;

/** A text with everything outside its marks rewritten. */
export function outsideMarks(text: string, rewrite: (piece: string) => string): string {
  if (!text.includes('〖')) return rewrite(text);
  return text.split(MARK).map((piece, at) => (at % 2 === 1 ? piece : rewrite(piece))).join('');
}

/** Control characters but line ends and tabs, and characters without width. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/** Without blanks that mean nothing. Lines of a body keep their indent. */
export function trimmed(text: string, field: FieldName): string {
  const clean = outsideMarks(text, (piece) => piece.replace(INVISIBLE, ''));
  if (field !== 'body') return clean.replace(/\s*\n\s*/gu, '\n').replace(/[^\S\n]{2,}/gu, ' ').trim();
  return clean.split('\n').map((line) => line.trimEnd()).join('\n').replace(/^\n+|\s+$/gu, '');
}

const HALF = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a％＋－／＝＆＃＠＊＿]/gu;

/** Letters, digits and the signs of figures in half width. */
export function narrowed(text: string): string {
  return text.replace(HALF, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const FULL: Readonly<Record<string, string>> = {
  ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '(': '（', ')': '）', '｡': '。', '､': '、', '｢': '「', '｣': '」',
};
/** Han characters and the signs that stand among them. */
const CHINESE = /[\u3400-\u9fff\uf900-\ufaff、。，；：？！（）《》〈〉「」『』“”‘’…—]/u;

/**
 * Half-width punctuation beside Chinese in full width: 1,000 and 3:2 stay, 北京,上海 does not. A full stop turns only at the
 * end of a clause, where it cannot be a decimal point or part of an abbreviation.
 */
export function chinesePunctuation(text: string): string {
  const chars = [...text];
  const out: string[] = [];
  for (const [at, char] of chars.entries()) {
    // What was rewritten already counts for its neighbour: 好!! becomes 好！！.
    const before = out.at(-1) ?? '';
    const after = chars[at + 1] ?? '';
    const full = FULL[char];
    if (full !== undefined && (char > '\uff00' || CHINESE.test(before) || CHINESE.test(after))) out.push(full);
    else if (char === '.' && /[\u3400-\u9fff”’）》」]/u.test(before) && !/[.\w]/u.test(after)) out.push('。');
    else out.push(char);
  }
  return out.join('');
}
