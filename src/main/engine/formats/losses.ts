import { FIELDS } from '../../../contract/fields.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { Loss } from './writer.ts';

// What a format cannot hold, in words. The same loss of a hundred thousand records is one object.

const NAMES: ReadonlyMap<string, LocalText> = new Map([
  ...FIELDS.map(({ field, zh, en }): [string, LocalText] => [field, { zh, en }]),
  ['tags', { zh: '标签', en: 'Tags' }], ['sets', { zh: '集合', en: 'Sets' }],
]);

const nameOf = (field: string): LocalText => NAMES.get(field) ?? { zh: field, en: field };

const kept = new Map<string, Loss>();

function once(kind: Loss['kind'], field: string, text: (name: LocalText) => LocalText): Loss {
  const key = `${kind}/${field}`;
  let loss = kept.get(key);
  if (loss === undefined) {
    loss = { kind, field, text: text(nameOf(field)) };
    if (kept.size < 5000) kept.set(key, loss);
  }
  return loss;
}

export const fieldLoss = (field: string): Loss => once('field', field, (name) => ({
  zh: `这种格式没有放“${name.zh}”的地方，没有写出。`, en: `The format has no place for "${name.en}"; it was left out.`,
}));

export const markupLoss = (field: string): Loss => once('markup', field, (name) => ({
  zh: `“${name.zh}”中的行内标记或图片块只写成文字。`, en: `Inline marks or picture blocks in "${name.en}" became plain text.`,
}));

export const repeatLoss = (field: string): Loss => once('repeat', field, (name) => ({
  zh: `“${name.zh}”有多个值，这种格式只容一个，已合在一起。`, en: `"${name.en}" has several values where the format takes one; they were joined.`,
}));

const point = (char: string): string => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** `refused`: the record is not written. `dropped`: it is, without them. */
export function characterLoss(field: string, chars: readonly string[], done: 'refused' | 'dropped'): Loss {
  const named = [...new Set(chars)].slice(0, 8).map((char) => (/[\p{C}\p{Z}]/u.test(char) ? point(char) : `${char} (${point(char)})`)).join(', ');
  return {
    kind: 'character', field,
    text: done === 'refused'
      ? { zh: `目标编码没有这些字符：${named}。这条记录没有导出，可改用 GB18030 或 UTF-8。`, en: `The encoding has no ${named}; the record was not written. Use GB18030 or UTF-8.` }
      : { zh: `格式不容这些不可见字符：${named}，已略去。`, en: `The format takes no ${named}; left out.` },
  };
}

/** `is` and `most` in the unit told. */
export const lengthLoss = (field: string, is: number, most: number, unit: 'bytes' | 'characters', done: 'cut' | 'moved' | 'left'): Loss => {
  const zh = { cut: '只写出前面的段落', moved: '余下部分写到“续”表', left: '没有写出' }[done];
  const en = { cut: 'only its first paragraphs were written', moved: 'the rest stands on the sheet "续 Continued"', left: 'it was left out' }[done];
  return {
    kind: 'length', field, text: {
      zh: `“${nameOf(field).zh}”长 ${is} ${unit === 'bytes' ? '字节' : '字'}，最多 ${most}，${zh}。`,
      en: `"${nameOf(field).en}" has ${is} ${unit}, of ${most} at most; ${en}.`,
    },
  };
};

export const recordLoss = (text: LocalText): Loss => ({ kind: 'record', field: '', text });
